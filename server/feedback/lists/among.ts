import type { QueryFilter } from 'mongoose';
import type { Context } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { type ListedItem, listedItem, listFilter, searchAmong } from './queries.ts';
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
  const { q } = query;
  const rows = q
    ? await searchAmong(filter, { q, query, ids: await idsOf(filter) })
    : await Feedback.find(filter, LEFT_OUT).sort({ receivedAt: -1, _id: -1 }).lean<FeedbackFields[]>();
  return rows.map((row) => listedItem(row, now)).filter(({ open }) => open);
}

async function idsOf(filter: QueryFilter<FeedbackFields>): Promise<string[]> {
  const rows = await Feedback.find(filter, { _id: 1 }).lean();
  return rows.map(({ _id }) => String(_id));
}
