import { Feedback, type FeedbackFields } from '../item/model.ts';
import { STATUSES_IN_UNIT } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { publicFacts } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';

/** What their rows do not show. */
const UNSEEN = { pending: 0, originalText: 0, messages: 0, points: 0, answer: 0, holdings: 0 } as const;

/** Items with a public text that an office has in hand, what is due first on top; those that are late have a list of their own. */
export async function itemsBeingAnswered(now: Date, most: number): Promise<PublicItem[]> {
  const rows = await Feedback.find(
    {
      // The index of dates that lie ahead.
      ...{ closedAt: null, overdueAt: null, dueAt: { $gte: now } },
      ...{ status: { $in: [...STATUSES_IN_UNIT] }, publishText: true },
      ...UNSHIELDED,
    },
    UNSEEN,
  )
    .sort({ dueAt: 1, _id: 1 })
    .limit(most)
    .lean<FeedbackFields[]>();
  return rows.map((row) => publicFacts(row, now));
}

/** Items with a public answer, the newest answer first. */
export async function itemsJustAnswered(now: Date, most: number): Promise<PublicItem[]> {
  const rows = await Feedback.find(
    { closedAt: { $lte: now }, status: 'answered', publishText: true, ...UNSHIELDED },
    UNSEEN,
  )
    .sort({ closedAt: -1, _id: -1 })
    .limit(most)
    .lean<FeedbackFields[]>();
  return rows.map((row) => publicFacts(row, now));
}
