import type { Context } from '../../platform/context.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { Feedback } from '../model.ts';
import { CLOCK_RUNS } from '../rules.ts';
import { findItem, move } from './find.ts';

/** Codes of items whose date has passed without a note of it in the journal, the oldest date first. */
export async function itemsPassingTheirDate(now: Date, most = 500): Promise<string[]> {
  // Led by the index of open items not yet marked: what is due later is not read, however much it is.
  const rows = await Feedback.find(
    { closedAt: null, overdueAt: null, dueAt: { $lt: now }, status: { $in: [...CLOCK_RUNS] } },
    { code: 1 },
  )
    .sort({ dueAt: 1 })
    .limit(most)
    .lean();
  return rows.map((row) => row.code);
}

/** Notes that the date has passed. Checks again that it has: running twice is harmless. */
export function markOverdue(context: Context, code: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    if (item.overdueAt || item.dueAt >= context.now || !CLOCK_RUNS.includes(item.status)) return;
    move(item, 'feedback.overdue');
    item.overdueAt = context.now;
    await commit(context, item, {
      name: 'feedback.overdue',
      code,
      details: { dueAt: item.dueAt, unit: item.unit },
    });
  });
}
