import type { QueryFilter } from 'mongoose';
import type { Context } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import {
  ACCEPTED,
  CLOCK_RUNS,
  type Figure,
  isFigure,
  OPEN,
  PAUSED,
  statusesOf,
} from '../item/rules/status.ts';
import { publicItem } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import type { ListQuery } from './schemas.ts';
import { bestFirst, searchFilter } from './search.ts';

export const PAGE_SIZE = 20;

export interface Listing<T> {
  items: T[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}

/**
 * Everybody's list, newest first; what is searched for, best first. Filters that would tell something of items not yet
 * accepted find accepted ones only.
 */
export async function listFeedback(context: Context, query: ListQuery): Promise<Listing<PublicItem>> {
  const { q, after } = query;
  const filter = listFilter(query, context.now);
  const page = { size: PAGE_SIZE, ...(after ? { after } : {}) };
  const { rows, next } = await (q ? bestFirst(filter, { q, ...page }) : newestFirst(filter, page));
  return { items: rows.map((row) => publicItem(row, context.now)), ...(next ? { next } : {}) };
}

async function newestFirst(
  filter: QueryFilter<FeedbackFields>,
  { after, size }: { after?: string; size: number },
): Promise<{ rows: FeedbackFields[]; next?: string }> {
  const rows = await Feedback.find(after ? { $and: [filter, afterCursor(after)] } : filter, { pending: 0 })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(size + 1)
    .lean<FeedbackFields[]>();
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
  if (query.regulation) every.push({ regulation: query.regulation });
  if (query.unit) every.push({ unit: query.unit, status: { $in: [...ACCEPTED] } });
  if (query.kind) every.push({ kind: query.kind, status: { $in: [...ACCEPTED] } });
  if (query.q) every.push(searchFilter(query.q));
  return every.length > 0 ? { $and: every } : {};
}

function afterCursor(after: string): QueryFilter<FeedbackFields> {
  const [time, id] = after.split('-') as [string, string];
  const receivedAt = new Date(Number(time));
  return { $or: [{ receivedAt: { $lt: receivedAt } }, { receivedAt, _id: { $lt: id } }] };
}

/** Counts for the home page. */
export async function feedbackFigures(
  context: Context,
): Promise<{ open: number; answered: number; inTime: number; overdue: number }> {
  const count = (filter: QueryFilter<FeedbackFields>) => Feedback.countDocuments(filter);
  const [open, answered, inTime, overdue] = await Promise.all([
    count(figureFilter('open', context.now)),
    count({ status: 'answered' }),
    count(figureFilter('in-time', context.now)),
    count(figureFilter('overdue', context.now)),
  ]);
  return { open, answered, inTime, overdue };
}
