import type { FeedbackDocument } from '../item/model.ts';
import { isUnder } from '../item/shielded.ts';
import { nextReminder } from './rules.ts';

/** Neither the unit nor one below it has a part in it any more: a part that it gave would let it read on. */
export function withdrawFrom(item: FeedbackDocument, head: string, now: Date): void {
  for (const each of item.contributions)
    if (!each.withdrawnAt && isUnder(each.unit, head)) each.withdrawnAt = now;
  item.contributionRemindAt = nextReminder(item.contributions);
}
