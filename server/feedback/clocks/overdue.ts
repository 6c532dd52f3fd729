import { setTimeout as pause } from 'node:timers/promises';
import type { QueryFilter } from 'mongoose';
import type { Context } from '../../platform/context.ts';
import { announce, type Change, commitMany, type Entry } from '../../platform/journal/index.ts';
import { followItem } from '../item/change.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { CLOCK_RUNS } from '../item/rules/status.ts';
import { plausibleUntil } from './close.ts';

/** Led by the index of open items not yet marked: what is due later is not read, however much it is. */
function passed(now: Date): QueryFilter<FeedbackFields> {
  return { closedAt: null, overdueAt: null, dueAt: { $lt: now }, status: { $in: [...CLOCK_RUNS] } };
}

/** Codes of items whose date has passed without a note of it in the journal, the oldest date first. */
export async function itemsPassingTheirDate(now: Date, most = 500): Promise<string[]> {
  const rows = await Feedback.find(passed(now), { code: 1 }).sort({ dueAt: 1, _id: 1 }).limit(most).lean();
  return rows.map((row) => row.code);
}

/** Notes that the date has passed. Checks again that it has: running twice is harmless. */
export function markOverdue(context: Context, code: string): Promise<void> {
  return followItem(context, code, (item) => {
    if (item.overdueAt || item.dueAt >= context.now || !CLOCK_RUNS.includes(item.status)) return undefined;
    item.overdueAt = context.now;
    return { name: 'feedback.overdue', details: detailsOf(item) };
  });
}

function detailsOf({ dueAt, unit }: Pick<FeedbackFields, 'dueAt' | 'unit'>): Record<string, unknown> {
  return { dueAt, unit };
}

/** In one command: enough to share a flush of the disk, few enough not to hold up the pages. */
const TOGETHER = 12;
/** Between two: what pages have asked of the store meanwhile goes first. A thousand items take little more than a second longer. */
const BREATH_MS = 15;
/** Rounds in which everybody else was faster; then the next tick has another go. */
const MOST_VAIN = 5;

/**
 * Notes it of all items whose date has passed, however many. Each is committed with its entry, on the condition that
 * nothing has happened to it since it was read; what that leaves over is read again. What follows is told after the last commit.
 * @returns how many were marked
 */
export async function markAllOverdue(context: Context): Promise<number> {
  await takeBackMarks(context);
  const marked: Entry[] = [];
  try {
    await markBatches(context, marked);
  } finally {
    announce(context, ...marked);
  }
  return marked.length;
}

async function markBatches(context: Context, marked: Entry[]): Promise<void> {
  for (let vain = 0; vain < MOST_VAIN; ) {
    const rows = await Feedback.find(passed(context.now), { code: 1, unit: 1, dueAt: 1, version: 1 })
      .sort({ dueAt: 1, _id: 1 })
      .limit(TOGETHER)
      .lean<Passing[]>();
    if (rows.length === 0) return;
    const changes = rows.map((row) => overdueChange(context, row));
    const entries = await commitMany(context, Feedback, changes);
    marked.push(...entries);
    vain = entries.length === 0 ? vain + 1 : 0;
    await pause(BREATH_MS);
  }
}

/**
 * A mark of a moment that lies far ahead was made by a clock that was wrong: it is taken back, for everybody to read. If the date
 * has passed all the same, it is marked anew.
 */
async function takeBackMarks(context: Context): Promise<void> {
  for (let vain = 0; vain < MOST_VAIN; ) {
    const rows = await Feedback.find(
      { closedAt: null, overdueAt: { $gt: plausibleUntil(context.now) } },
      { code: 1, unit: 1, dueAt: 1, version: 1 },
    )
      .sort({ overdueAt: 1, _id: 1 })
      .limit(TOGETHER)
      .lean<Passing[]>();
    if (rows.length === 0) return;
    const entries = await commitMany(context, Feedback, rows.map(takenBack));
    announce(context, ...entries);
    vain = entries.length === 0 ? vain + 1 : 0;
    await pause(BREATH_MS);
  }
}

function takenBack(row: Passing): Change<FeedbackFields> {
  return {
    document: row,
    set: { overdueAt: null },
    what: { name: 'feedback.overdue-taken-back', code: row.code, details: detailsOf(row) },
  };
}

type Passing = Pick<FeedbackFields, '_id' | 'code' | 'unit' | 'dueAt' | 'version'>;

function overdueChange({ now }: Context, row: Passing): Change<FeedbackFields> {
  return {
    document: row,
    set: { overdueAt: now },
    what: { name: 'feedback.overdue', code: row.code, details: detailsOf(row) },
  };
}
