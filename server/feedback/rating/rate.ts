import type { Context } from '../../platform/context.ts';
import { changeItem, followItem, type ItemVerb } from '../item/change.ts';
import { Feedback, type FeedbackDocument } from '../item/model.ts';
import { canRate } from '../item/policy.ts';
import type { RatingInput } from './schemas.ts';
import { remindAt } from './settings.ts';

/** The letter with the answer asks; this notes when the one reminder goes. Of a second answer nobody is reminded. */
export function askToRate(item: FeedbackDocument, now: Date): void {
  item.ratingRequest = item.sender.email && !item.reopening ? { remindAt: remindAt(now) } : null;
}

export const RATE: ItemVerb = { entry: 'feedback.rated', may: canRate };

/** The sender rates the answer, or changes the rating: until the item is reopened. */
export function rateFeedback(context: Context, code: string, input: RatingInput): Promise<void> {
  return changeItem(context, code, RATE, (item) => {
    const { answered, clear, solved, reasons, note } = input;
    item.rating = { answered, clear, solved, reasons, note, at: context.now, unit: item.unit! };
    item.ratingRequest = null;
    return {
      details: { unit: item.unit, version: versionOf(item) },
      personal: { answered, clear, solved, reasons, note },
    };
  });
}

function versionOf({ reopening }: FeedbackDocument): 1 | 2 | 3 {
  if (reopening?.lookFrom) return 3;
  return reopening ? 2 : 1;
}

/** Codes of items whose sender has not rated the answer in time. */
export async function itemsAwaitingRating(now: Date, most = 500): Promise<string[]> {
  const rows = await Feedback.find({ 'ratingRequest.remindAt': { $lte: now } }, { code: 1 })
    .sort({ 'ratingRequest.remindAt': 1, _id: 1 })
    .limit(most)
    .lean();
  return rows.map((row) => row.code);
}

/** Reminds the sender once. Checks again that it is time: running twice is harmless. */
export function remindToRate(context: Context, code: string): Promise<void> {
  return followItem(context, code, (item) => {
    if (!item.ratingRequest || item.ratingRequest.remindAt > context.now) return undefined;
    item.ratingRequest = null;
    return { name: 'feedback.rating-reminded', details: { unit: item.unit } };
  });
}
