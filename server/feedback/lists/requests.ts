import { Feedback, type FeedbackFields } from '../item/model.ts';
import { OPEN } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { publicItem } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import { LEFT_OUT } from './row.ts';

export interface RequestsAsked {
  codes?: readonly string[];
  /** null: those that name none. */
  regulations?: readonly (string | null)[];
  from?: Date;
  to?: Date;
  closed?: boolean;
  most: number;
}

/** As everybody may read them, newest first: of what is not accepted yet, no text. */
export async function publicRequests(asked: RequestsAsked, now: Date): Promise<PublicItem[]> {
  const { codes, regulations, from, to, closed, most } = asked;
  const filter = {
    ...UNSHIELDED,
    ...(codes ? { code: { $in: [...codes] } } : {}),
    ...(regulations ? { regulation: { $in: [...regulations] } } : {}),
    ...(from && to ? { receivedAt: { $gte: from, $lte: to } } : {}),
    ...(closed === undefined ? {} : { status: closed ? { $nin: [...OPEN] } : { $in: [...OPEN] } }),
  };
  const rows = await Feedback.find(filter, LEFT_OUT)
    .sort({ receivedAt: -1, _id: -1 })
    .limit(most)
    .lean<FeedbackFields[]>();
  return rows.map((row) => publicItem(row, now));
}
