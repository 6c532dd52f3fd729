import type { QueryFilter } from 'mongoose';
import { accountNames } from '../../accounts/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { suggestionFor } from '../actions.ts';
import { stateOf } from '../clocks.ts';
import { Feedback, type FeedbackFields } from '../model.ts';
import {
  ACCEPTED,
  CLOCK_FLAGS,
  CLOCK_RUNS,
  type ClockFlag,
  type DeadlineState,
  type Figure,
  IN_UNIT,
  isFigure,
  OPEN,
  PAUSED,
  type Status,
  statusesOf,
} from '../rules.ts';
import type { ListQuery } from '../schemas.ts';
import { type Named, named, type PublicItem, publicItem } from './item.ts';
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
  if (query.unit) every.push({ unit: query.unit });
  if (query.kind) every.push({ kind: query.kind, status: { $in: [...ACCEPTED] } });
  if (query.q) every.push(searchFilter(query.q));
  return every.length > 0 ? { $and: every } : {};
}

function afterCursor(after: string): QueryFilter<FeedbackFields> {
  const [time, id] = after.split('-') as [string, string];
  const receivedAt = new Date(Number(time));
  return { $or: [{ receivedAt: { $lt: receivedAt } }, { receivedAt, _id: { $lt: id } }] };
}

export interface InboxRow {
  code: string;
  subject: string;
  status: Status;
  kind: string;
  dueAt: Date;
  receivedAt: Date;
  deadline: DeadlineState;
  unit?: Named;
  assignee?: string;
  mine: boolean;
  flags: ClockFlag[];
}

export interface InboxGroup {
  /** 'asked' (for a part) | 'late' | 'today' | 'week' | 'later' | 'waiting' */
  name: string;
  rows: InboxRow[];
}

const DAY_MS = 86_400_000;
const MOST_ROWS = 300;

/** Items on which the actor's units were asked for a part that is still open. */
async function askedOf(units: string[]): Promise<FeedbackFields[]> {
  return Feedback.find(
    {
      closedAt: null,
      contributions: { $elemMatch: { unit: { $in: units }, givenAt: null, withdrawnAt: null } },
    },
    { pending: 0, originalText: 0 },
  )
    .sort({ dueAt: 1 })
    .limit(MOST_ROWS)
    .lean<FeedbackFields[]>();
}

/** What the actor's units have to do, what is due first on top. */
export async function inbox(
  context: Context,
): Promise<{ groups: InboxGroup[]; units: Named[]; total: number }> {
  const units = isStaff(context.actor) ? context.actor.units : [];
  const rows = await Feedback.find(
    { unit: { $in: units }, status: { $in: [...IN_UNIT, 'paused', 'disputed'] } },
    { pending: 0, originalText: 0 },
  )
    .sort({ dueAt: 1 })
    .limit(MOST_ROWS)
    .lean<FeedbackFields[]>();
  const listed = await inboxRows(context, rows);
  const asked = await inboxRows(context, await askedOf(units));
  return {
    groups: [...(asked.length > 0 ? [{ name: 'asked', rows: asked }] : []), ...grouped(listed, context.now)],
    units: units.map(named).filter((unit) => unit !== undefined),
    total: listed.length + asked.length,
  };
}

async function inboxRows(context: Context, rows: FeedbackFields[]): Promise<InboxRow[]> {
  const names = await accountNames([...new Set(rows.flatMap((row) => row.assignee ?? []))]);
  const me = isStaff(context.actor) ? context.actor.id : undefined;
  return rows.map((row) => ({
    code: row.code,
    subject: row.publicText.subject,
    status: row.status,
    kind: row.kind,
    dueAt: row.dueAt,
    receivedAt: row.receivedAt,
    deadline: stateOf(row, context.now),
    flags: row.clockFlags ?? [],
    unit: named(row.unit),
    assignee: row.assignee ? names.get(row.assignee) : undefined,
    mine: row.assignee === me,
  }));
}

function grouped(rows: InboxRow[], now: Date): InboxGroup[] {
  const groupOf = (row: InboxRow) => {
    if (row.deadline === 'paused') return 'waiting';
    const left = row.dueAt.getTime() - now.getTime();
    if (left < 0) return 'late';
    if (left <= DAY_MS) return 'today';
    return left <= 7 * DAY_MS ? 'week' : 'later';
  };
  return ['late', 'today', 'week', 'later', 'waiting']
    .map((name) => ({ name, rows: rows.filter((row) => groupOf(row) === name) }))
    .filter((group) => group.rows.length > 0);
}

export interface TriageRow extends InboxRow {
  suggestion?: { unit?: Named; reason: { text: string; values?: Record<string, unknown> } };
  regulation: string | null;
}

/** With the unit: coordinators see these for the way their clocks are treated. */
const IN_UNIT_OR_PAUSED: readonly Status[] = [...IN_UNIT, 'paused'];

/** What coordinators have to do: screen, route, decide disputes, and see who is waited for. */
export async function triage(context: Context): Promise<{ groups: { name: string; rows: TriageRow[] }[] }> {
  const rows = await Feedback.find(
    {
      $or: [
        { status: { $in: ['submitted', 'accepted', 'waiting', 'disputed'] } },
        { clockFlags: { $in: [...CLOCK_FLAGS] }, closedAt: null },
      ],
    },
    { pending: 0 },
  )
    .sort({ dueAt: 1 })
    .limit(MOST_ROWS)
    .lean<FeedbackFields[]>();
  const listed = await inboxRows(context, rows);
  const all = rows.map((row, at) => {
    const suggestion = suggestionFor(row, context.now);
    return {
      ...listed[at]!,
      regulation: row.regulation,
      suggestion: { unit: named(suggestion.unit), reason: suggestion.reason },
    };
  });
  return {
    groups: [
      ...(['disputed', 'submitted', 'accepted', 'waiting'] as const).map((name) => ({
        name,
        rows: all.filter((row) => row.status === name),
      })),
      {
        name: 'flagged',
        rows: all.filter((row) => row.flags.length > 0 && IN_UNIT_OR_PAUSED.includes(row.status)),
      },
    ].filter((group) => group.rows.length > 0),
  };
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
