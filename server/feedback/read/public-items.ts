import mongoose from 'mongoose';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { ACCEPTED } from '../item/rules/status.ts';
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

/** Those of some items whose texts everybody can read: of the others nobody is told where they are. */
export async function publishedAmong(
  ids: readonly string[],
  { from, most, now }: { from: number; most: number; now: Date },
): Promise<{ items: PublicItem[]; total: number }> {
  const among = {
    _id: { $in: ids.map((id) => new mongoose.Types.ObjectId(id)) },
    ...{ status: { $in: [...ACCEPTED] }, publishText: true, ...UNSHIELDED },
  };
  const [total, rows] = await Promise.all([
    Feedback.countDocuments(among),
    Feedback.find(among, { pending: 0 }).sort({ _id: 1 }).skip(from).limit(most).lean<FeedbackFields[]>(),
  ]);
  return { items: rows.map((row) => publicItem(row, now)), total };
}
