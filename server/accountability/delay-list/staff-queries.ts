import type { QueryFilter } from 'mongoose';
import { accountNames } from '../../accounts/index.ts';
import { cityDate } from '../../calendar/index.ts';
import { monthAfter } from '../../city/months.ts';
import type { Named } from '../../city/named.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { mayDo } from '../../platform/journal/index.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { entryMark, LIST_VERBS } from './actions.ts';
import { type ActShown, actShown, type EntryShown, entryShown } from './acts.ts';
import { DelayList, type DelayListFields, type ListEntry } from './model.ts';
import { canReplyTo, canSeeList, seesAllLists } from './policy.ts';
import {
  LIST_STATUSES,
  type ListCounts,
  type ListStatus,
  listId,
  repliesTaken,
  statusAfter,
  unitKey,
  unitOfKey,
} from './rules/act.ts';
import { listsUnderWay } from './told.ts';

/** So many months stand on a page of the lists. */
const MONTHS = 24;

const ROW = {
  ...{
    month: 1,
    unit: 1,
    respondents: 1,
    status: 1,
    replyUntil: 1,
    publishOn: 1,
    publishedAt: 1,
    edition: 1,
  },
  ...{ updatedAt: 1, openOn: 1, counts: 1 },
} as const;

export interface MonthOfLists {
  month: string;
  lists: number;
  entries: number;
  replies: number;
  /** How many lists are in which state, in the order of the states. */
  counts: { status: ListStatus; count: number }[];
}

/**
 * Months with lists that the reader may see, the latest first, of two years; and how far the making is.
 * @param before only earlier months
 */
export async function listMonths(
  context: Context,
  before?: string,
): Promise<{
  months: MonthOfLists[];
  underWay: { month: string; made: number; of: number }[];
  older?: string;
}> {
  const underWay = !before && seesAllLists(context.actor) ? await listsUnderWay() : [];
  const newest = await DelayList.findOne(before ? { month: { $lt: before } } : {}, { month: 1 })
    .sort({ month: -1 })
    .lean();
  if (!newest) return { months: [], underWay: underWay.map((each) => ({ ...each, made: 0 })) };
  const first = monthAfter(newest.month, 1 - MONTHS);
  const seen = await seenLists(context, { month: { $gte: first, $lte: newest.month } });
  const months = [...new Set(seen.map(({ month }) => month))].sort().reverse();
  const ofMonth = (month: string) => seen.filter((list) => list.month === month);
  const older = await DelayList.exists({ month: { $lt: first } });
  return {
    months: months.map((month) => monthOfLists(month, ofMonth(month))),
    underWay: underWay.map((each) => ({ ...each, made: ofMonth(each.month).length })),
    ...(older ? { older: first } : {}),
  };
}

function monthOfLists(month: string, lists: DelayListFields[]): MonthOfLists {
  const sum = (name: 'late' | 'replies') => lists.reduce((total, { counts }) => total + counts[name], 0);
  const counts = LIST_STATUSES.map((status) => ({
    status,
    count: lists.filter((list) => list.status === status).length,
  }));
  return {
    month,
    lists: lists.length,
    entries: sum('late'),
    replies: sum('replies'),
    counts: counts.filter(({ count }) => count > 0),
  };
}

async function seenLists(
  { actor }: Context,
  filter: QueryFilter<DelayListFields>,
): Promise<DelayListFields[]> {
  const rows = await DelayList.find(filter, ROW).sort({ month: -1, _id: 1 }).lean<DelayListFields[]>();
  return rows.filter((list) => canSeeList(actor, list));
}

export interface ListRow extends ActShown, ListCounts {
  key: string;
  openOn: Date;
}

/** The lists of a month that the reader may see; and what can be done to all of them at once. @throws NotFound */
export async function listsOfMonth(context: Context, month: string) {
  const lists = await seenLists(context, { month });
  if (lists.length === 0) throw new NotFound('accountability.delay-list.errors.no-lists');
  const { now } = context;
  const can = (name: 'open' | 'approve') => (list: DelayListFields) =>
    mayDo(context, list, { verbs: LIST_VERBS, after: statusAfter }).may[name];
  return {
    month,
    rows: lists.map(listRow),
    toOpen: lists.filter(can('open')).length,
    toApprove: lists.filter(can('approve')).length,
    overdue: lists.filter(({ status, publishOn }) => status === 'to-approve' && publishOn! <= now).length,
  };
}

function listRow(list: DelayListFields): ListRow {
  return { ...actShown(list), key: unitKey(list.unit), openOn: list.openOn, ...list.counts };
}

export interface EntryInside extends EntryShown {
  id: string;
  code: string;
  review: boolean;
  regulation: Named | null;
  state: string;
  dueAt: Date;
  closedAt: Date | null;
  daysLate: number;
  apologised: boolean;
  extended: boolean;
  /** Name of the official concerned, for those inside. */
  official: string | null;
  mark: string;
  mayReply: boolean;
}

/** The working page of one list. @throws NotFound for those who may not see it */
export async function listInside(context: Context, month: string, key: string) {
  const list = await DelayList.findById(listId(month, unitOfKey(key)), {
    pending: 0,
  }).lean<DelayListFields>();
  if (!list || !canSeeList(context.actor, list)) throw new NotFound();
  const names = await accountNames(list.entries.flatMap(({ official }) => official ?? []));
  const unit = list.unit === null ? undefined : unitOf(list.unit);
  const ended = unit?.validTo && unit.validTo < cityDate(context.now) ? unit.validTo : null;
  return {
    list: { ...listRow(list), month, names: list.names, approvedAt: list.approvedAt },
    ended: ended && { on: ended, successors: list.respondents.flatMap((slug) => unitOf(slug) ?? []) },
    replying: repliesTaken(list, context.now),
    entries: list.entries.map((entry) => entryInside(context, list, { entry, names })),
    ...mayDo(context, list, { verbs: LIST_VERBS, after: statusAfter }),
  };
}

function entryInside(
  { actor, now }: Context,
  list: DelayListFields,
  { entry, names }: { entry: ListEntry; names: ReadonlyMap<string, string> },
): EntryInside {
  const regulation = entry.regulation ? regulationOf(entry.regulation) : undefined;
  const { id, code, review, state, dueAt, closedAt, daysLate, apologised, extended } = entry;
  return {
    ...entryShown(entry, list.corrections),
    ...{ id, code, review, state, dueAt, closedAt, daysLate, apologised, extended },
    regulation: regulation ? { slug: regulation.slug, name: regulation.name } : null,
    official: (entry.official && names.get(entry.official)) || null,
    mark: entryMark(entry, list),
    mayReply: repliesTaken(list, now) && canReplyTo(actor, list, entry),
  };
}

/** One entry, to reply to or to correct. @throws NotFound */
export async function entryPage(context: Context, place: { month: string; unit: string; entry: string }) {
  const model = await listInside(context, place.month, place.unit);
  const entry = model.entries.find(({ id }) => id === place.entry);
  if (!entry) throw new NotFound();
  const { entries: _entries, ...rest } = model;
  return { ...rest, entry };
}
