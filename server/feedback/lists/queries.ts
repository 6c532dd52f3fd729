import type { QueryFilter } from 'mongoose';
import type { Context } from '../../platform/context.ts';
import { isCommon } from '../../search/query.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { readCode } from '../item/rules/codes.ts';
import {
  ACCEPTED,
  CLOCK_RUNS,
  type Figure,
  isFigure,
  OPEN,
  PAUSED,
  PUBLIC_LABELS,
  publicLabel,
  STATUSES,
  statusesOf,
} from '../item/rules/status.ts';
import { publicFacts, publicItem } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import { LEFT_OUT, NOT_LISTED } from './row.ts';
import type { ListQuery } from './schemas.ts';
import { bestFirst, canSearch, type FoundItems } from './search.ts';

export const PAGE_SIZE = 20;
export interface Listing<T> {
  items: T[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
  /** Of a search: how many there are; `more`: at least so many. */
  found?: { count: number; more: boolean };
  /** There was nothing to look for: one letter, or only words that stand in every text. */
  tooCommon?: boolean;
}

/**
 * Everybody's list, newest first; what is searched for, best first. Filters that would tell something of items not yet
 * accepted find accepted ones only.
 */
export async function listFeedback(context: Context, query: ListQuery): Promise<Listing<PublicItem>> {
  const { rows, ...rest } = await rowsFor(context, query, LEFT_OUT);
  return { items: rows.map((row) => publicItem(row, context.now)), ...rest };
}

/** As a list shows it. */
export interface ListedItem extends PublicItem {
  /** Of the published answer, where something was looked for. */
  answerText?: string;
}

/** The same for whoever only looks through the list. */
export async function listItems(context: Context, query: ListQuery): Promise<Listing<ListedItem>> {
  const { rows, ...rest } = await rowsFor(context, query, query.q ? LEFT_OUT : NOT_LISTED);
  return { items: rows.map((row) => listedItem(row, context.now)), ...rest };
}

function listedItem(row: FeedbackFields, now: Date): ListedItem {
  const { answer, status, publishText } = row;
  const facts = publicFacts(row, now);
  return publishText && status === 'answered' && answer ? { ...facts, answerText: answer.text } : facts;
}

type Page = Omit<FoundItems, 'found'> & Pick<Listing<never>, 'found' | 'tooCommon'>;

async function rowsFor({ now }: Context, query: ListQuery, leftOut: object): Promise<Page> {
  const { q, after } = query;
  const filter = listFilter(query, now);
  const page = { size: PAGE_SIZE, leftOut, ...(after ? { after } : {}) };
  if (!q) return newestFirst(branchesOf(query, now), page);
  const code = readCode(q);
  if (code) return newestFirst([{ $and: [filter, { code }] }], page);
  const former = await newestFirst([{ $and: [filter, { formerCode: q.trim() }] }], page);
  if (former.rows.length > 0) return former;
  if (!canSearch(q)) return { rows: [], tooCommon: true };
  const best = await bestFirst(filter, { q, facets: facetsOf(query), ...page });
  return best.found.count === 0 && isCommon(q) ? { rows: [], tooCommon: true } : best;
}

/** What the index can filter by itself; what it finds is held against the filter all the same. */
function facetsOf({ status, unit, regulation, kind }: ListQuery): Record<string, string[]> {
  return {
    ...(status ? { label: labelsOf(status) } : {}),
    ...(unit ? { unit: [unit] } : {}),
    ...(regulation ? { regulation: [regulation] } : {}),
    ...(kind ? { kind: [kind] } : {}),
  };
}

function labelsOf(status: NonNullable<ListQuery['status']>): string[] {
  if (!isFigure(status)) return [status];
  if (status === 'in-time') return ['answered'];
  const open = new Set(OPEN.map(publicLabel));
  return PUBLIC_LABELS.filter((label) => open.has(label));
}

async function newestFirst(
  filters: QueryFilter<FeedbackFields>[],
  { after, size, leftOut }: { after?: string; size: number; leftOut: object },
): Promise<{ rows: FeedbackFields[]; next?: string }> {
  const found = await Promise.all(
    filters.map((filter) =>
      Feedback.find(after ? { $and: [filter, afterCursor(after)] } : filter, leftOut)
        .sort({ receivedAt: -1, _id: -1 })
        .limit(size + 1)
        .lean<FeedbackFields[]>(),
    ),
  );
  const rows = found.flat().sort(byNewest);
  const last = rows[size - 1];
  const next = rows.length > size && last && `${last.receivedAt.getTime()}-${last._id.toHexString()}`;
  return { rows: rows.slice(0, size), ...(next ? { next } : {}) };
}

/** What the figures of the home page count: the number and the list behind it come from the same place. */
function figureFilter(figure: Figure, now: Date): QueryFilter<FeedbackFields> {
  if (figure === 'open') return { status: { $in: [...OPEN] } };
  if (figure === 'in-time') return { status: 'answered', overdueAt: null };
  // A question that came after the date undoes nothing.
  const asked = { status: { $in: [...PAUSED] }, overdueAt: { $ne: null } };
  return { $or: [{ status: { $in: [...CLOCK_RUNS] }, dueAt: { $lt: now } }, asked] };
}

function statusFilter(status: NonNullable<ListQuery['status']>, now: Date): QueryFilter<FeedbackFields> {
  return isFigure(status) ? figureFilter(status, now) : { status: { $in: statusesOf(status) } };
}

function listFilter(query: ListQuery, now: Date): QueryFilter<FeedbackFields> {
  const every: QueryFilter<FeedbackFields>[] = [];
  if (query.status) every.push(statusFilter(query.status, now));
  if (query.regulation) every.push(regulationFilter(query.regulation, query.status));
  if (query.unit) every.push({ unit: query.unit, status: { $in: [...ACCEPTED] } });
  if (query.kind) every.push({ kind: query.kind, status: { $in: [...ACCEPTED] } });
  return every.length > 0 ? { $and: every } : {};
}

/** The index of a regulation goes on with the statuses. What is overdue has one of its own, which leads to fewer. */
function regulationFilter(regulation: string, status: ListQuery['status']): QueryFilter<FeedbackFields> {
  return status === 'overdue' ? { regulation } : { regulation, status: { $in: [...STATUSES] } };
}

/** Few of all items are overdue, and those that are marked have an index of their own; of the others there are next to none. */
function branchesOf(query: ListQuery, now: Date): QueryFilter<FeedbackFields>[] {
  const filter = listFilter(query, now);
  if (query.status !== 'overdue') return [filter];
  return [
    { $and: [{ closedAt: null, overdueAt: { $gt: BEFORE_ALL } }, filter] },
    { $and: [{ closedAt: null, overdueAt: null, dueAt: { $lt: now } }, filter] },
  ];
}

function byNewest(one: FeedbackFields, other: FeedbackFields): number {
  const later = other.receivedAt.getTime() - one.receivedAt.getTime();
  return later || (one._id.toHexString() < other._id.toHexString() ? 1 : -1);
}

function afterCursor(after: string): QueryFilter<FeedbackFields> {
  const [time, id] = after.split('-') as [string, string];
  const receivedAt = new Date(Number(time));
  const later = { $or: [{ receivedAt: { $lt: receivedAt } }, { receivedAt, _id: { $lt: id } }] };
  // By this the index begins where the page does, however far that is.
  return { receivedAt: { $lte: receivedAt }, ...later };
}
