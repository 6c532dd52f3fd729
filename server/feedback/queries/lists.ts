import type { QueryFilter } from 'mongoose';
import { accountNames } from '../../accounts/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { queryTokens } from '../../platform/text.ts';
import { suggestionFor } from '../actions.ts';
import { Feedback, type FeedbackFields } from '../model.ts';
import {
  ACCEPTED,
  type DeadlineState,
  deadlineState,
  IN_UNIT,
  readCode,
  type Status,
  statusesOf,
} from '../rules.ts';
import type { ListQuery } from '../schemas.ts';
import { type Named, named, type PublicItem, publicItem } from './item.ts';

export const PAGE_SIZE = 20;

export interface Listing<T> {
  items: T[];
  /** Cursor of the next page; absent on the last one. */
  next?: string;
}

/** Everybody's list, newest first. Filters that would tell something of items not yet accepted find accepted ones only. */
export async function listFeedback(context: Context, query: ListQuery): Promise<Listing<PublicItem>> {
  const filter = listFilter(query);
  const rows = await Feedback.find(filter, { pending: 0 })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .lean<FeedbackFields[]>();
  const last = rows[PAGE_SIZE - 1];
  return {
    items: rows.slice(0, PAGE_SIZE).map((row) => publicItem(row, context.now)),
    ...(rows.length > PAGE_SIZE && last
      ? { next: `${last.receivedAt.getTime()}-${last._id.toHexString()}` }
      : {}),
  };
}

function listFilter(query: ListQuery): QueryFilter<FeedbackFields> {
  const every: QueryFilter<FeedbackFields>[] = [];
  if (query.status) every.push({ status: { $in: statusesOf(query.status) } });
  if (query.regulation) every.push({ regulation: query.regulation });
  if (query.unit) every.push({ unit: query.unit });
  if (query.kind) every.push({ kind: query.kind, status: { $in: [...ACCEPTED] } });
  if (query.q) every.push(searchFilter(query.q));
  if (query.after) every.push(afterCursor(query.after));
  return every.length > 0 ? { $and: every } : {};
}

function searchFilter(q: string): QueryFilter<FeedbackFields> {
  const code = readCode(q);
  if (code) return { code };
  const tokens = queryTokens(q);
  // Nothing to look for (only punctuation, say) finds nothing, rather than everything.
  return tokens.length > 0 ? { tokens: { $all: tokens } } : { code: '' };
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
}

export interface InboxGroup {
  /** 'late' | 'today' | 'week' | 'later' | 'waiting' */
  name: string;
  rows: InboxRow[];
}

const DAY_MS = 86_400_000;
const MOST_ROWS = 300;

/** What the actor's units have to do, what is due first on top. */
export async function inbox(
  context: Context,
): Promise<{ groups: InboxGroup[]; units: Named[]; total: number }> {
  const units = isStaff(context.actor) ? context.actor.units : [];
  const rows = await Feedback.find(
    { unit: { $in: units }, status: { $in: [...IN_UNIT] } },
    { pending: 0, originalText: 0 },
  )
    .sort({ dueAt: 1 })
    .limit(MOST_ROWS)
    .lean<FeedbackFields[]>();
  const listed = await inboxRows(context, rows);
  return {
    groups: grouped(listed, context.now),
    units: units.map(named).filter((unit) => unit !== undefined),
    total: listed.length,
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
    deadline: deadlineState(row, context.now),
    unit: named(row.unit),
    assignee: row.assignee ? names.get(row.assignee) : undefined,
    mine: row.assignee === me,
  }));
}

function grouped(rows: InboxRow[], now: Date): InboxGroup[] {
  const groupOf = (row: InboxRow) => {
    const left = row.dueAt.getTime() - now.getTime();
    if (left < 0) return 'late';
    if (left <= DAY_MS) return 'today';
    return left <= 7 * DAY_MS ? 'week' : 'later';
  };
  return ['late', 'today', 'week', 'later']
    .map((name) => ({ name, rows: rows.filter((row) => groupOf(row) === name) }))
    .filter((group) => group.rows.length > 0);
}

export interface TriageRow extends InboxRow {
  suggestion?: { unit?: Named; reason: { text: string; values?: Record<string, unknown> } };
  regulation: string | null;
}

/** What coordinators have to do: screen, route, and see who is waited for. */
export async function triage(context: Context): Promise<{ groups: { name: string; rows: TriageRow[] }[] }> {
  const rows = await Feedback.find({ status: { $in: ['submitted', 'accepted', 'waiting'] } }, { pending: 0 })
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
    groups: (['submitted', 'accepted', 'waiting'] as const)
      .map((name) => ({ name, rows: all.filter((row) => row.status === name) }))
      .filter((group) => group.rows.length > 0),
  };
}

/** Counts for the home page. */
export async function feedbackFigures(
  context: Context,
): Promise<{ open: number; answered: number; inTime: number; overdue: number }> {
  const rows = await Feedback.aggregate<{ _id: Status; count: number }>([
    { $group: { _id: '$status', count: { $sum: 1 } } },
  ]);
  const count = (...statuses: Status[]) =>
    rows.filter((row) => statuses.includes(row._id)).reduce((sum, row) => sum + row.count, 0);
  const overdue = await Feedback.countDocuments({
    status: { $in: ['submitted', 'accepted', ...IN_UNIT] },
    dueAt: { $lt: context.now },
  });
  const late = await Feedback.countDocuments({ status: 'answered', overdueAt: { $ne: null } });
  const answered = count('answered');
  return {
    open: count('submitted', 'waiting', 'accepted', ...IN_UNIT),
    answered,
    inTime: answered - late,
    overdue,
  };
}
