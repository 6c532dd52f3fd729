import type { Text } from '../../platform/errors.ts';
import type { FeedbackDocument, FeedbackFields } from '../item/model.ts';
import { openContributions } from './rules.ts';

/** Why nothing is sent: another unit's part is awaited until it is there or withdrawn. */
export function awaitsPart({ contributions = [] }: Pick<FeedbackFields, 'contributions'>): Text | undefined {
  return openContributions(contributions).length > 0
    ? { text: 'feedback.contributions.errors.awaited' }
    : undefined;
}

/** The item is closed or goes to another unit: nobody waits any more. */
export function endContributions(item: FeedbackDocument, at: Date): void {
  for (const each of openContributions(item.contributions)) each.withdrawnAt = at;
  item.contributionRemindAt = null;
}
