import { DeadlineFault } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import type { Change } from '../../platform/journal/index.ts';
import { dueOf } from '../clocks/deadlines.ts';
import { firstReplyRecounted, holdingsAfterPause } from '../clocks/limits.ts';
import { followItem } from '../item/change.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { FeedbackEntry } from '../item/rules/status.ts';
import { isOpen, type MovingItem, type OpenItem } from './open-items.ts';

const MOVED: FeedbackEntry = 'feedback.deadline-recalculated';
const CERTAINTY: FeedbackEntry = 'feedback.deadline-certainty-changed';

/** What a run has to do with an item. `certainty`: the date stays, but is provisional no more, or from now on. */
export type Outlook = 'moves' | 'certainty' | 'moved-already' | 'unchanged' | 'stuck';

/** An item that has its date already, or is closed, is left alone: running twice is harmless. */
export function outlook(item: OpenItem, run: string): Outlook {
  if (!isOpen(item)) return 'unchanged';
  try {
    const due = dueOf(item);
    if (item.dueAt.getTime() !== due.dueAt.getTime()) return 'moves';
    if (item.dueProvisional !== due.dueProvisional) return 'certainty';
    return item.recalculation?.run === run ? 'moved-already' : 'unchanged';
  } catch (error) {
    if (error instanceof DeadlineFault) return 'stuck';
    throw error;
  }
}

/** The change that an outlook of 'moves' or 'certainty' asks for; undefined for the others. */
export function changeOf(
  item: MovingItem,
  { run, now }: { run: string; now: Date },
): Change<FeedbackFields> | undefined {
  const seen = outlook(item, run);
  if (seen === 'moves') return moveOf(item, { run, now });
  return seen === 'certainty' ? certaintyOf(item) : undefined;
}

/** The entry keeps both dates. */
function moveOf(item: MovingItem, { run, now }: { run: string; now: Date }): Change<FeedbackFields> {
  const due = dueOf(item);
  const { code, unit, dueAt: dueBefore } = item;
  const { dueAt, calendarVersion } = due;
  return {
    document: item,
    set: {
      ...due,
      recalculation: { run, from: dueBefore },
      // The holder's own limit is counted by the same days.
      holdings: holdingsAfterPause(item),
      firstReply: firstReplyRecounted(item),
      overdueAt: overdueAfter(item, dueAt, now),
    },
    what: { name: MOVED, code, details: { dueBefore, dueAt, calendarVersion, unit } },
  };
}

/**
 * The new date may lie ahead again, or after the question that stops the clock: when it passes, that is journalled as for
 * any other. It may also have passed before that question.
 */
function overdueAfter({ overdueAt, waitingSince }: MovingItem, dueAt: Date, now: Date): Date | null {
  if (dueAt >= now || (waitingSince && waitingSince <= dueAt)) return null;
  return overdueAt ?? (waitingSince ? now : null);
}

/** Nobody needs a letter about a date that stays. */
function certaintyOf(item: OpenItem): Change<FeedbackFields> {
  const due = dueOf(item);
  const { calendarVersion, dueProvisional: provisional } = due;
  return {
    document: item,
    set: due,
    what: { name: CERTAINTY, code: item.code, details: { provisional, calendarVersion } },
  };
}

/** Counts one item anew, for one that others change at the same time. @returns whether its date is moved by this run */
export async function recalculateDeadline(context: Context, code: string, run: string): Promise<boolean> {
  let moved = false;
  await followItem(context, code, (item) => {
    const change = changeOf(item.toObject(), { run, now: context.now });
    const name = change?.what.name as FeedbackEntry | undefined;
    moved = name ? name === MOVED : item.recalculation?.run === run;
    if (!change || !name) return undefined;
    item.set(change.set);
    return { ...change.what, name };
  });
  return moved;
}
