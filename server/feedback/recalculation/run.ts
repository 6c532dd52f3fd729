import { CITY, EVERYWHERE_AFTER_SECONDS } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import type { Entry } from '../../platform/journal/index.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { type RecalculationRun, Run } from './model.ts';
import { countOpenItems, type OpenItem, openItemsAfter } from './open-items.ts';
import { outlook, recalculateDeadline } from './recalculate.ts';

export interface Pace {
  /** Items read at once. */
  batch: number;
  /** Batches a turn: a turn must end well before the lease of its job does. */
  batches: number;
  /** Moves under way at once; few, so that people's own writes do not wait behind them. */
  atOnce: number;
}

const PACE: Pace = { batch: 500, batches: 20, atOnce: 8 };
const MOST_STUCK = 50;

/**
 * Makes the run for an applied calendar of the city. The id is the version's: a repeated reaction makes no second one.
 * A unit's calendar counts inner limits only; those that have begun end as they were told.
 */
export async function planRun({ at, details, subject }: Entry): Promise<void> {
  const { of, number } = details as { of: string; number: number };
  if (of !== CITY) return;
  await Run.updateOne(
    { _id: subject.id },
    { $setOnInsert: { of, number, state: 'waiting', appliedAt: at } },
    { upsert: true },
  );
}

/** Takes every open run a piece further, oldest first. @returns true while there is more to do */
export async function advanceRuns(context: Context, pace: Pace = PACE): Promise<boolean> {
  const runs = await Run.find({ state: { $in: ['waiting', 'running'] } })
    .sort({ number: 1 })
    .lean();
  let more = false;
  for (const run of runs) {
    const later = runs.some((other) => other.of === run.of && other.number > run.number);
    if (later) await endRun(run._id, 'superseded', context.now);
    else if (await advanceRun(context, run, pace)) more = true;
  }
  return more;
}

function endRun(id: string, state: 'done' | 'superseded', endedAt: Date) {
  return Run.updateOne({ _id: id }, { $set: { state, endedAt } });
}

async function advanceRun(context: Context, given: RecalculationRun, pace: Pace): Promise<boolean> {
  let run = given;
  if (run.state === 'waiting') {
    // Until then another process may still count a new item by the calendar before, behind the back of this run.
    const begins = run.appliedAt.getTime() + EVERYWHERE_AFTER_SECONDS * 1000;
    if (context.now.getTime() < begins) return true;
    run = { ...run, state: 'running', total: await countOpenItems(), startedAt: context.now };
    const { total, startedAt } = run;
    await Run.updateOne({ _id: run._id }, { $set: { state: 'running', total, startedAt } });
  }
  for (let turn = 0; turn < pace.batches; turn++) {
    const items = await openItemsAfter(run.cursor, pace.batch);
    run = await advanceBatch(context, run, items, pace.atOnce);
    if (items.length < pace.batch) {
      await endRun(run._id, 'done', context.now);
      return false;
    }
  }
  return true;
}

/** The cursor is saved after the moves: what a crash cuts off is seen again, and is found to be moved by this run. */
async function advanceBatch(
  context: Context,
  run: RecalculationRun,
  items: OpenItem[],
  atOnce: number,
): Promise<RecalculationRun> {
  const seen = items.map((item) => ({ item, outcome: outlook(item, run._id) }));
  const toMove = seen.filter(({ outcome }) => outcome === 'to-move').map(({ item }) => item.code);
  const failed = await moveAll(context, toMove, { run: run._id, atOnce });
  const stuck = [
    ...seen.filter(({ outcome }) => outcome === 'stuck').map(({ item }) => item.code),
    ...failed,
  ];
  const movedBefore = seen.filter(({ outcome }) => outcome === 'moved').length;
  const next: RecalculationRun = {
    ...run,
    cursor: items.length > 0 ? String(items.at(-1)!._id) : run.cursor,
    done: run.done + items.length,
    moved: run.moved + movedBefore + toMove.length - failed.length,
    stuck: [...run.stuck, ...stuck].slice(0, MOST_STUCK),
  };
  // People may submit while it runs: never more done than there are.
  next.total = Math.max(run.total, next.done);
  const { cursor, done, total, moved } = next;
  await Run.updateOne({ _id: run._id }, { $set: { cursor, done, total, moved, stuck: next.stuck } });
  return next;
}

/** One failure stops no other. @returns codes that could not be moved */
async function moveAll(
  context: Context,
  codes: string[],
  { run, atOnce }: { run: string; atOnce: number },
): Promise<string[]> {
  const failed: string[] = [];
  const waiting = [...codes];
  const worker = async () => {
    for (let code = waiting.shift(); code; code = waiting.shift())
      await recalculateDeadline(context, code, run).catch((error) => {
        failed.push(code!);
        log.error({ code, run, ...faultDetails(error) }, 'date not recalculated');
      });
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failed;
}
