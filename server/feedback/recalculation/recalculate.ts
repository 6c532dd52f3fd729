import { DeadlineFault } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { findItem, move } from '../actions/find.ts';
import { dueOf } from '../deadlines.ts';
import type { FeedbackDocument } from '../model.ts';
import { isOpen, type OpenItem } from './open-items.ts';

export type Outcome = 'moved' | 'unmoved' | 'stuck';

/** What a run has to do with an item, read from it alone. */
export function outlook(item: OpenItem, run: string): Outcome | 'to-move' {
  if (!isOpen(item)) return 'unmoved';
  try {
    if (!differs(item, dueOf(item))) return item.recalculation?.run === run ? 'moved' : 'unmoved';
    return 'to-move';
  } catch (error) {
    if (error instanceof DeadlineFault) return 'stuck';
    throw error;
  }
}

function differs(item: Pick<OpenItem, 'dueAt' | 'dueProvisional'>, due: ReturnType<typeof dueOf>): boolean {
  return item.dueAt.getTime() !== due.dueAt.getTime();
}

/**
 * Moves the date of an open item to what the calendar in force gives; the entry keeps both dates. An item that has
 * its date already, or is closed by now, is left alone: running twice is harmless.
 */
export function recalculateDeadline(context: Context, code: string, run: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    if (!isOpen(item)) return;
    const due = dueOf(item);
    if (!differs(item, due)) return;
    move(item, 'feedback.deadline-recalculated');
    const dueBefore = item.dueAt;
    Object.assign(item, due);
    item.recalculation = { run, from: dueBefore };
    takeBackOverdue(item, context.now);
    await commit(context, item, {
      name: 'feedback.deadline-recalculated',
      code,
      details: { dueBefore, dueAt: due.dueAt, calendarVersion: due.calendarVersion, unit: item.unit },
    });
  });
}

/** The new date may lie ahead again: when it passes, that is journalled as for any other. */
function takeBackOverdue(item: FeedbackDocument, now: Date): void {
  if (item.overdueAt && item.dueAt >= now) item.overdueAt = null;
}
