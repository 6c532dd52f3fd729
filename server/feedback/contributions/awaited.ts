import { Conflict } from '../../platform/errors.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { openContributions } from './rules.ts';

/** @throws Conflict while another unit's part is awaited: nothing is sent before it is there or withdrawn */
export function refuseWhileAwaited({ contributions }: Pick<FeedbackDocument, 'contributions'>): void {
  if (openContributions(contributions).length > 0)
    throw new Conflict('feedback.contributions.errors.awaited');
}

/** The item is closed or goes to another unit: nobody waits any more. */
export function endContributions(item: FeedbackDocument, at: Date): void {
  for (const each of openContributions(item.contributions)) each.withdrawnAt = at;
  item.contributionRemindAt = null;
}
