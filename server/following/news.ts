import { Journal, type JournalRow } from '../platform/journal/index.ts';
import { Following, type FollowingFields } from './model.ts';
import { DAILY_NEWS } from './rules.ts';

export interface NewsRow {
  code: string;
}

/** Of more in a day no letter tells. */
const MOST_NEWS = 5_000;

/** Items that have become public or were answered since, each once. */
export async function newsSince(since: Date, until: Date): Promise<NewsRow[]> {
  const entries = await Journal.find(
    { name: { $in: DAILY_NEWS }, at: { $gte: since, $lt: until } },
    { 'subject.code': 1 },
  )
    .sort({ at: -1, _id: -1 })
    .limit(MOST_NEWS)
    .lean<Pick<JournalRow, 'subject'>[]>();
  return [...new Set(entries.flatMap(({ subject }) => subject.code ?? []))].map((code) => ({ code }));
}

const DUE = { status: 'confirmed' as const, what: { $ne: 'item' as const } };

/** All that the next mailbox follows which has had no letter on this day (yyyy-mm-dd); empty: all have. */
export async function nextMailbox(date: string): Promise<FollowingFields[]> {
  const due = { ...DUE, toldOn: { $lt: date } };
  const first = await Following.findOne(due, { list: 1 }).lean<FollowingFields>();
  if (!first) return [];
  return Following.find({ ...due, list: first.list }, { pending: 0 })
    .sort({ askedAt: 1, _id: 1 })
    .lean<FollowingFields[]>();
}

/** How far letters have told is no act of anybody: it is not journalled. */
export async function noteTold(rows: readonly FollowingFields[], { at, date }: { at: Date; date: string }) {
  await Following.collection.updateMany(
    { _id: { $in: rows.map(({ _id }) => _id) } },
    { $set: { toldOn: date }, $max: { toldAt: at } },
  );
}
