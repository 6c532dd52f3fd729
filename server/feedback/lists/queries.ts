import type { QueryFilter } from 'mongoose';
import { cityMidnight } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { afterwards } from '../../platform/data/afterwards.ts';
import { regulationsOfField } from '../../regulations/index.ts';
import { isCommon } from '../../search/query.ts';
import { afterCursor, cursorOf } from '../item/cursor.ts';
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
import { UNSHIELDED } from '../item/shielded.ts';
import { publicFacts, publicItem } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import { LEFT_OUT, NOT_LISTED } from './row.ts';
import { type ListQuery, PARTS, type PageQuery } from './schemas.ts';
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

/**
 * The same as people read it. What has been answered stands before what is under way, and that before what nobody can
 * read yet; the next page begins in the part in which this one ends.
 */
export async function listForPage(
  context: Context,
  query: PageQuery,
): Promise<Listing<ListedItem> & { part: number }> {
  const { q, status, sort } = query;
  if (q || status || sort !== 'answered') {
    const { rows, ...rest } = await rowsFor(context, query, q ? LEFT_OUT : NOT_LISTED);
    return { items: rows.map((row) => listedItem(row, context.now)), ...rest, part: 0 };
  }
  const { rows, ...rest } = await answeredFirst(context, query);
  return { items: rows.map((row) => listedItem(row, context.now)), ...rest };
}

async function answeredFirst({ now }: Context, query: PageQuery): Promise<Page & { part: number }> {
  const rows: FeedbackFields[] = [];
  let after = query.after;
  for (let { part } = query; ; part++) {
    const filter = partFilter(query, part, now);
    const rest = { size: PAGE_SIZE - rows.length, leftOut: NOT_LISTED };
    const found = await inOrder([filter], { ...rest, ...(after ? { after } : {}) });
    rows.push(...found.rows);
    after = undefined;
    if (found.next) return { rows, next: found.next, part };
    if (part === PARTS.length - 1) return { rows, part };
    // Full to the last row: the next part that has something begins on a page of its own.
    if (rows.length === PAGE_SIZE) {
      const later = await nextPart(query, part + 1, now);
      return later === undefined ? { rows, part } : { rows, next: '', part: later };
    }
  }
}

function partFilter(query: PageQuery, part: number, now: Date): QueryFilter<FeedbackFields> {
  return { $and: [{ status: { $in: PARTS[part]!.flatMap(statusesOf) } }, listFilter(query, now)] };
}

async function nextPart(query: PageQuery, from: number, now: Date): Promise<number | undefined> {
  for (let part = from; part < PARTS.length; part++)
    if (await Feedback.exists(partFilter(query, part, now))) return part;
  return undefined;
}

const MOST_ASKED = 5;

/** The latest published answers on a regulation, whole. */
export async function answeredOn(regulation: string, now: Date): Promise<PublicItem[]> {
  const filter = { regulation, status: 'answered', publishText: true, ...UNSHIELDED } as const;
  const { rows } = await inOrder([filter], { size: MOST_ASKED, leftOut: LEFT_OUT });
  return rows.map((row) => publicItem(row, now));
}

export function listedItem(row: FeedbackFields, now: Date): ListedItem {
  const { answer, status, publishText } = row;
  const facts = publicFacts(row, now);
  return publishText && status === 'answered' && answer ? { ...facts, answerText: answer.text } : facts;
}

type Page = Omit<FoundItems, 'found'> & Pick<Listing<never>, 'found' | 'tooCommon'>;

async function rowsFor({ now }: Context, query: Partial<PageQuery>, leftOut: object): Promise<Page> {
  const { q, after } = query;
  const filter = listFilter(query, now);
  const page = { size: PAGE_SIZE, leftOut, ...(after ? { after } : {}) };
  if (!q) return inOrder(branchesOf(query, now), { ...page, oldest: query.sort === 'oldest' });
  const code = readCode(q);
  if (code) return inOrder([{ $and: [filter, { code }] }], page);
  const former = await inOrder([{ $and: [filter, { formerCode: q.trim() }] }], page);
  if (former.rows.length > 0) return former;
  if (!canSearch(q)) return { rows: [], tooCommon: true };
  const best = await bestFirst(filter, { q, facets: facetsOf(query), ...page });
  return best.found.count === 0 && isCommon(q) ? { rows: [], tooCommon: true } : best;
}

/** Which of some items a search finds, without regard to codes and pages. */
export async function searchAmong(
  filter: QueryFilter<FeedbackFields>,
  { q, query, ids }: { q: string; query: Partial<ListQuery>; ids: readonly string[] },
): Promise<FeedbackFields[]> {
  if (!canSearch(q) || ids.length === 0) return [];
  return (await bestFirst(filter, { q, facets: facetsOf(query), size: ids.length, among: ids })).rows;
}

/** What the index can filter by itself; what it finds is held against the filter all the same. */
function facetsOf({ status, unit, regulation, kind }: Partial<ListQuery>): Record<string, string[]> {
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

/** Newest first, or oldest. */
async function inOrder(
  filters: QueryFilter<FeedbackFields>[],
  {
    after,
    size,
    leftOut,
    oldest = false,
  }: { after?: string; size: number; leftOut: object; oldest?: boolean },
): Promise<{ rows: FeedbackFields[]; next?: string }> {
  const way = oldest ? 1 : -1;
  const found = await Promise.all(
    filters.map((filter) =>
      Feedback.find(after ? { $and: [filter, afterCursor('receivedAt', after, way)] } : filter, leftOut)
        .sort({ receivedAt: way, _id: way })
        .limit(size + 1)
        .lean<FeedbackFields[]>(),
    ),
  );
  const rows = found.flat().sort((one, other) => -way * byNewest(one, other));
  const last = rows[size - 1];
  const next = rows.length > size && last && cursorOf('receivedAt', last);
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

export function listFilter(query: Partial<PageQuery>, now: Date): QueryFilter<FeedbackFields> {
  const every: QueryFilter<FeedbackFields>[] = [UNSHIELDED];
  if (query.status) every.push(statusFilter(query.status, now));
  // Its index goes on with the statuses.
  if (query.regulation) every.push({ regulation: query.regulation, status: { $in: [...STATUSES] } });
  if (query.field)
    every.push({ regulation: { $in: regulationsOfField(query.field) }, status: { $in: [...STATUSES] } });
  if (query.unit) every.push({ unit: query.unit, status: { $in: [...ACCEPTED] } });
  if (query.kind) every.push({ kind: query.kind, status: { $in: [...ACCEPTED] } });
  if (query.sender) every.push({ 'raised.unit': { $gt: '' }, status: { $in: [...ACCEPTED] } });
  if (query.written) every.push({ language: query.written, status: { $in: [...ACCEPTED] } });
  if (query.ward) every.push({ ward: query.ward, status: { $in: [...ACCEPTED] }, publishText: true });
  if (query.from) every.push({ receivedAt: { $gte: cityMidnight(query.from) } });
  if (query.to) every.push({ receivedAt: { $lt: cityMidnight(dayAfter(query.to)) } });
  return { $and: every };
}

/** How many the list shows: only for what is few, as open items of one office. */
export function countListed(query: Partial<PageQuery>, now: Date): Promise<number> {
  const filter = listFilter(query, now);
  return Feedback.countDocuments(filter);
}

/** Few of all items are overdue, and those that are marked have indexes of their own; of the others there are next to none. */
function branchesOf(query: Partial<PageQuery>, now: Date): QueryFilter<FeedbackFields>[] {
  const filter = listFilter(query, now);
  if (query.status !== 'overdue') return [filter];
  const { unit, regulation } = query;
  const of = { ...(unit ? { unit } : {}), ...(regulation ? { regulation } : {}) };
  const rest = afterwards(filter);
  return [
    { closedAt: null, overdueAt: { $gt: BEFORE_ALL }, ...of, ...rest },
    { closedAt: null, overdueAt: null, status: { $in: [...CLOCK_RUNS] }, dueAt: { $lt: now }, ...rest },
  ];
}

function byNewest(one: FeedbackFields, other: FeedbackFields): number {
  const later = other.receivedAt.getTime() - one.receivedAt.getTime();
  return later || (one._id.toHexString() < other._id.toHexString() ? 1 : -1);
}

const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
