import type { Named } from '../../city/named.ts';
import type { Context } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import { NotFound } from '../../platform/errors.ts';
import { unitOf } from '../../units/index.ts';
import { monthOf, monthsUntil } from '../office-time.ts';
import { asOf, type Corrected, correctionsOf, type Month } from '../rules.ts';
import { type ActShown, type Acts, actsOf, type EntryShown } from './acts.ts';
import { type LateItem, lateItems } from './late-items.ts';
import { recordedSpan, toldOf } from './told.ts';
import { named, type UnitTotals, unitTotals } from './unit-totals.ts';

export interface DelayRow extends Omit<LateItem, 'lost' | 'unit'> {
  /** Who lost the time; null: the coordinators. */
  lost: {
    unit: Named | null;
    days: number;
    /** What the list of that unit says, once it is published. */
    entry: EntryShown | null;
  }[];
}

export interface ToldDelayRow extends DelayRow {
  /** Since the month was told: it would not stand there today (`now` null), or with other facts. Null: as told. */
  correction: { now: DelayRow | null } | null;
}

export interface DelayList {
  month: string;
  /** The moment as of which it is told: the end of the month, or now. */
  asOf: Date;
  running: boolean;
  /** When the list was put down for good; null while the month runs. */
  toldAt: Date | null;
  items: ToldDelayRow[];
  /** What would stand there too, if it were told today. */
  added: DelayRow[];
  units: UnitTotals[];
  /** The lists of units, as acts: how far each is. */
  acts: ActShown[];
}

/** Months with a list, the latest first. */
export async function delayMonths(context: Context): Promise<string[]> {
  const { first, last } = await recordedSpan(context.now);
  return monthsUntil(first, last);
}

/** A month that has begun. @throws NotFound for any other, and for what is no month */
export function begunMonth(context: Context, name: string): Month {
  if (!/^(19[7-9]|20\d|21[0-3])\d-(0[1-9]|1[0-2])$/.test(name)) throw new NotFound();
  const month = monthOf(name);
  if (month.start > context.now) throw new NotFound('accountability.errors.month-ahead');
  return month;
}

/**
 * Who was late in a month. @param unit slug: only items in which that unit lost time
 * @throws NotFound
 */
export async function delayList(
  context: Context,
  { month: name, unit }: { month: string; unit?: string },
): Promise<DelayList> {
  const month = begunMonth(context, name);
  if (unit !== undefined && !unitOf(unit)) throw new NotFound('units.not-found');
  const { toldAt, rows, added, units } = await lists.get(name, context.now, () =>
    wholeList(month, context.now),
  );
  const acts = await actsOf(name, context.now);
  const concerns = (row: LateItem) => unit === undefined || row.lost.some((each) => each.unit === unit);
  return {
    month: name,
    asOf: asOf(month, context.now),
    running: month.end > context.now,
    toldAt,
    items: rows
      .filter(
        ({ row, correction }) =>
          concerns(row) || (correction && 'now' in correction && concerns(correction.now)),
      )
      .map((row) => toldRow(row, acts)),
    added: added.filter(concerns).map((row) => shown(row, acts)),
    units: units
      .filter((each) => unit === undefined || each.unit?.slug === unit)
      .map((each) => ({ ...each, ...acts.totals(each.unit?.slug ?? null) })),
    acts: acts.lists.filter((each) => unit === undefined || each.unit?.slug === unit),
  };
}

/** Everybody may ask for it, and it goes through all that was open or closed in a month. */
const KEPT = { most: 24, shared: 30_000 };
const lists = new Remembered<WholeList>(KEPT);

interface WholeList {
  toldAt: Date | null;
  rows: Corrected<LateItem>[];
  added: LateItem[];
  units: UnitTotals[];
}

async function wholeList(month: Month, now: Date): Promise<WholeList> {
  const today = await lateItems(month, now);
  const told = month.end > now ? undefined : await toldOf(month.name);
  if (told) {
    const { toldAt, items, units } = told;
    return { toldAt, units, ...correctionsOf(items, today) };
  }
  const { first } = await recordedSpan(now);
  // Before the records begin nothing was told.
  if (month.name < first) return { toldAt: null, rows: [], added: today, units: [] };
  const rows = today.map((row) => ({ row, correction: null }));
  return { toldAt: null, rows, added: [], units: (await unitTotals(month, today)) ?? [] };
}

function toldRow({ row, correction }: Corrected<LateItem>, acts: Acts): ToldDelayRow {
  const now = correction && 'now' in correction ? shown(correction.now, acts) : null;
  return { ...shown(row, acts), correction: correction && { now } };
}

function shown({ lost, unit: _unit, ...item }: LateItem, acts: Acts): DelayRow {
  return {
    ...item,
    lost: lost.map(({ unit, days }) => ({
      unit: unit === null ? null : named(unit),
      days,
      entry: acts.entry(item, unit) ?? null,
    })),
  };
}
