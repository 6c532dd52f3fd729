import { DeadlineFault } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { type Change, commit, retrying } from '../../platform/journal/index.ts';
import { findItem, move } from '../actions/find.ts';
import { holdingsAfterPause } from '../clocks.ts';
import { dueOf } from '../deadlines.ts';
import type { FeedbackFields } from '../model.ts';
import type { FeedbackEntry } from '../rules.ts';
import { isOpen, type OpenItem } from './open-items.ts';

const MOVED: FeedbackEntry = 'feedback.deadline-recalculated';
const CERTAINTY: FeedbackEntry = 'feedback.deadline-certainty-changed';

/** What a run has to do with an item. */
export type Outlook =
  | { is: 'to-change'; moves: boolean; change: Change<FeedbackFields> }
  | { is: 'moved-already' | 'unchanged' | 'stuck' };

/**
 * What the calendar in force makes of an open item. An item that has its date already is left alone: running twice is
 * harmless.
 */
export function outlook(item: OpenItem, run: string, now: Date): Outlook {
  if (!isOpen(item)) return { is: 'unchanged' };
  try {
    const due = dueOf(item);
    if (item.dueAt.getTime() !== due.dueAt.getTime())
      return { is: 'to-change', moves: true, change: moveOf(item, { due, run, now }) };
    if (item.dueProvisional !== due.dueProvisional)
      return { is: 'to-change', moves: false, change: certaintyOf(item, due) };
    return { is: item.recalculation?.run === run ? 'moved-already' : 'unchanged' };
  } catch (error) {
    if (error instanceof DeadlineFault) return { is: 'stuck' };
    throw error;
  }
}

type Due = ReturnType<typeof dueOf>;

/** The entry keeps both dates. */
function moveOf(
  item: OpenItem,
  { due, run, now }: { due: Due; run: string; now: Date },
): Change<FeedbackFields> {
  const { code, unit, dueAt: dueBefore, overdueAt } = item;
  const { dueAt, calendarVersion } = due;
  return {
    document: item,
    set: {
      ...due,
      recalculation: { run, from: dueBefore },
      // The holder's own limit is counted by the same days.
      holdings: holdingsAfterPause(item),
      // The new date may lie ahead again: when it passes, that is journalled as for any other.
      overdueAt: dueAt >= now ? null : overdueAt,
    },
    what: { name: MOVED, code, details: { dueBefore, dueAt, calendarVersion, unit } },
  };
}

/** The date stays, but is provisional no more, or from now on: nobody needs a letter about that. */
function certaintyOf(item: OpenItem, due: Due): Change<FeedbackFields> {
  const { calendarVersion, dueProvisional: provisional } = due;
  return {
    document: item,
    set: due,
    what: { name: CERTAINTY, code: item.code, details: { provisional, calendarVersion } },
  };
}

/** Counts one item anew, for one that others change at the same time. @returns whether its date has moved by this run */
export function recalculateDeadline(context: Context, code: string, run: string): Promise<boolean> {
  return retrying(async () => {
    const item = await findItem(code);
    const seen = outlook(item.toObject() as OpenItem, run, context.now);
    if (seen.is !== 'to-change') return seen.is === 'moved-already';
    const { set, what } = seen.change;
    move(item, what.name as FeedbackEntry);
    item.set(set);
    await commit(context, item, what);
    return seen.moves;
  });
}
