import type { Context } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { type ListedItem, listedItem, listFilter, searchRows } from './queries.ts';
import { LEFT_OUT } from './row.ts';
import type { PageQuery } from './schemas.ts';

/** Which of these items a query of the public list finds, of those that everybody can read; newest first. */
export async function listedAmong(
  { now }: Context,
  query: Partial<PageQuery>,
  codes: readonly string[],
): Promise<ListedItem[]> {
  if (codes.length === 0) return [];
  const filter = { $and: [listFilter(query, now), { code: { $in: [...codes] } }] };
  const rows = query.q
    ? await searchRows(filter, { q: query.q, query, size: codes.length })
    : await Feedback.find(filter, LEFT_OUT).sort({ receivedAt: -1, _id: -1 }).lean<FeedbackFields[]>();
  return rows.map((row) => listedItem(row, now)).filter(({ open }) => open);
}
