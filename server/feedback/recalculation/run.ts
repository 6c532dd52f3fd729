import { CITY, EVERYWHERE_AFTER_SECONDS } from '../../calendar/index.ts';
import { pause } from '../../platform/clock/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { Entry } from '../../platform/journal/index.ts';
import { BREATH_MS, changeAll } from './change-all.ts';
import { type RecalculationRun, Run } from './model.ts';
import { countOpenItems, type OpenItem, openItemsAfter } from './open-items.ts';
import { type Outlook, outlook } from './recalculate.ts';

export type { RecalculationRun };

/** How much a turn does: it must end well before the lease of its job does. */
export interface Pace {
  /** Items read at once. */
  batch: number;
  /** Batches a turn. */
  batches: number;
  /** No further batch is begun after so many moves in a turn. */
  moves: number;
}

const PACE: Pace = { batch: 500, batches: 40, moves: 5_000 };
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

/** How far it has come; null until a reaction has made it. */
export function runOf(version: string): Promise<RecalculationRun | null> {
  return Run.findById(version).lean<RecalculationRun>().exec();
}

/** Takes every open run a piece further, oldest first. @returns true while there is more to do */
export async function advanceRuns(context: Context, pace: Pace = PACE): Promise<boolean> {
  const runs = await Run.find({ state: { $in: ['waiting', 'running'] } })
    .sort({ number: 1, _id: 1 })
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
  const begun = given.state === 'waiting' ? await beginRun(context, given) : given;
  if (!begun) return true;
  let run = begun;
  for (let turn = 0; turn < pace.batches && run.moved - begun.moved < pace.moves; turn++) {
    const items = await openItemsAfter(run.cursor, pace.batch);
    run = await advanceBatch(context, run, items);
    await pause(BREATH_MS);
    if (items.length < pace.batch) {
      await endRun(run._id, 'done', context.now);
      return false;
    }
  }
  return true;
}

/** @returns undefined while another process may still count a new item by the calendar before, behind the run's back */
async function beginRun(context: Context, run: RecalculationRun): Promise<RecalculationRun | undefined> {
  const begins = run.appliedAt.getTime() + EVERYWHERE_AFTER_SECONDS * 1000;
  if (context.now.getTime() < begins) return undefined;
  const set = { state: 'running' as const, total: await countOpenItems(), startedAt: context.now };
  await Run.updateOne({ _id: run._id }, { $set: set });
  return { ...run, ...set };
}

/** The cursor is saved after the moves: what a crash cuts off is seen again, and is found to be moved by this run. */
async function advanceBatch(
  context: Context,
  run: RecalculationRun,
  items: OpenItem[],
): Promise<RecalculationRun> {
  const seen = items.map((item) => ({ item, outlook: outlook(item, run._id) }));
  const codesOf = (wanted: Outlook) =>
    seen.filter(({ outlook }) => outlook === wanted).map(({ item }) => item.code);
  const toChange = seen.filter(({ outlook }) => outlook === 'moves' || outlook === 'certainty');
  const { failed, left } = await changeAll(
    context,
    toChange.map(({ item }) => item),
    run,
  );
  const unmoved = new Set([...failed, ...left]);
  const moved = codesOf('moves').filter((code) => !unmoved.has(code)).length;
  const done = run.done + items.length;
  const progress = {
    cursor: items.length > 0 ? String(items.at(-1)!._id) : run.cursor,
    done,
    // People may submit while it runs: never more done than there are.
    total: Math.max(run.total, done),
    moved: run.moved + moved + codesOf('moved-already').length,
    stuck: [...run.stuck, ...codesOf('stuck'), ...failed].slice(0, MOST_STUCK),
  };
  await Run.updateOne({ _id: run._id }, { $set: progress });
  return { ...run, ...progress };
}
