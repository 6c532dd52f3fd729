import mongoose from 'mongoose';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { publicItem } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';

/** What everybody may know of these items today, by code. */
export async function publicItems(codes: readonly string[], now: Date): Promise<PublicItem[]> {
  const rows = await Feedback.find({ code: { $in: codes }, ...UNSHIELDED }, { pending: 0 })
    .sort({ code: 1 })
    .lean<FeedbackFields[]>();
  return rows.map((row) => publicItem(row, now));
}

/** The same by their ids, in the order in which they were entered. */
export async function publicItemsWithIds(ids: readonly string[], now: Date): Promise<PublicItem[]> {
  const rows = await Feedback.find(
    { _id: { $in: ids.map((id) => new mongoose.Types.ObjectId(id)) }, ...UNSHIELDED },
    { pending: 0 },
  )
    .sort({ _id: 1 })
    .lean<FeedbackFields[]>();
  return rows.map((row) => publicItem(row, now));
}
