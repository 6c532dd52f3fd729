import { cityDate } from '../../calendar/index.ts';
import { addDays } from '../../city/dates.ts';
import { figuresByKey, figuresByMonth, figuresReach, firstEntryAt, sumOf } from '../../feedback/index.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import { insertMissing } from '../../platform/data/insert-missing.ts';
import { monthOf, monthsUntil } from '../office-time.ts';
import type { Month } from '../rules.ts';
import { type LateItem, lateItems } from './late-items.ts';
import { type Handled, ToldMonth, type ToldMonthFields, ToldRow } from './told-model.ts';
import { type UnitTotals, unitTotals } from './unit-totals.ts';

/** In one write: far below what a command may carry. */
const TOGETHER = 500;

export interface MonthTold {
  toldAt: Date;
  items: LateItem[];
  units: UnitTotals[];
}

/**
 * First month of the records and the present one, yyyy-mm. The records begin with the first entry, not with the first
 * receipt: a letter of last year, entered today, opens no lists of last year.
 */
export async function recordedSpan(now: Date): Promise<{ first: string; last: string }> {
  const oldest = await firstEntryAt();
  const last = cityDate(now).slice(0, 7);
  const first = oldest ? cityDate(oldest).slice(0, 7) : last;
  // A clock that was set back leaves items of the future behind.
  return { first: [first, last].sort()[0]!, last };
}

/** The list of a month as it was told when the month was over; undefined while it has not been. */
export async function toldOf(name: string): Promise<MonthTold | undefined> {
  const month = await ToldMonth.findById(name).lean();
  if (!month) return undefined;
  const rows = await ToldRow.find({ month: name }).sort({ at: 1, _id: 1 }).lean();
  return { toldAt: month.toldAt, items: rows.map(({ row }) => row), units: month.units };
}

async function tell(month: Month, now: Date): Promise<void> {
  const items = await lateItems(month, now);
  const units = (await figuresReach(month.end)) && (await unitTotals(month, items));
  const { name } = month;
  const handled = await handledIn(name);
  // The next turn tells it: what is told is told for good.
  if (!units || !handled) return;
  // Of a telling that was cut off.
  await ToldRow.deleteMany({ month: name });
  const rows = items.map((row, at) => ({ _id: `${name}.${at}`, month: name, at, row }));
  for (let from = 0; from < rows.length; from += TOGETHER)
    await insertMissing(ToldRow.collection, rows.slice(from, from + TOGETHER));
  await ToldMonth.create({ _id: name, toldAt: now, units, handled });
}

/** What scores are made of; ratings and second looks that come later change the month. */
async function handledIn(month: string): Promise<ToldMonthFields['handled']> {
  const [units, city] = await Promise.all([
    figuresByKey('unit', [month], ['handled']),
    figuresByMonth([{ of: 'city', key: 'all' }], [month]),
  ]);
  if (!units || !city) return undefined;
  const byUnit = [...units].map(([slug, { handled }]) => [slug, handled] as const);
  return { city: sumOf(city).handled, units: Object.fromEntries(byUnit) };
}

/** How a month was handled as it was told. @param unit absent: the whole city */
export async function handledAsTold(
  month: string,
  unit?: string,
): Promise<{ toldAt: Date; handled: Handled | undefined } | undefined> {
  const told = await ToldMonth.findById(month, { toldAt: 1, handled: 1 }).lean();
  if (!told?.handled) return undefined;
  return { toldAt: told.toldAt, handled: unit ? told.handled.units[unit] : told.handled.city };
}

/**
 * Months of which lists are to be made: those told after the last that has them. A store from before there were lists
 * begins with its last month: nobody replies to what was told years ago.
 */
export async function monthsToMake(): Promise<string[]> {
  const told = await ToldMonth.find({}, { listsOf: 1, listsMadeAt: 1 }).sort({ _id: 1 }).lean();
  const made = told.findLastIndex(({ listsMadeAt }) => listsMadeAt);
  const begun = told.findIndex(({ listsOf, listsMadeAt }) => listsOf !== undefined && !listsMadeAt);
  if (made < 0 && begun >= 0) return told.slice(begun).map(({ _id }) => _id);
  return told.slice(made < 0 ? -1 : made + 1).map(({ _id }) => _id);
}

export async function noteMade(month: string, { of, at }: { of: number; at: Date | null }): Promise<void> {
  await ToldMonth.updateOne({ _id: month }, { $set: { listsOf: of, listsMadeAt: at } });
}

/** How far the making of lists is, of months in which it is under way. */
export async function listsUnderWay(): Promise<{ month: string; of: number }[]> {
  const rows = await ToldMonth.find({ listsOf: { $exists: true }, listsMadeAt: null }, { listsOf: 1 }).lean();
  return rows.map(({ _id, listsOf }) => ({ month: _id, of: listsOf! }));
}

/** What a clock that ran ahead has told of months that were not over. */
async function takeBack(now: Date): Promise<void> {
  await ToldMonth.deleteMany({ toldAt: { $gt: addDays(now, 1) } });
}

/** The lists of months that are over are kept as they are then: what changes later is shown beside them. */
export const tellingJob: Job = {
  name: 'accountability.tell-months',
  everySeconds: 300,
  async run({ now }) {
    await takeBack(now);
    const { first, last } = await recordedSpan(now);
    const told = new Set((await ToldMonth.find({}, { _id: 1 }).lean()).map(({ _id }) => _id));
    const over = monthsUntil(first, last).filter((name) => name !== last && !told.has(name));
    for (const name of over.reverse()) await tell(monthOf(name), now);
  },
};
