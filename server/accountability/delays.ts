import { cityDate } from '../calendar/index.ts';
import { Feedback } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { Remembered } from '../platform/data/remembered.ts';
import { NotFound } from '../platform/errors.ts';
import { unitOf } from '../units/index.ts';
import { type LateItem, lateItems } from './late-items.ts';
import { monthOf, monthsUntil } from './office-time.ts';
import { asOf, type Month } from './rules.ts';
import { type Named, named, type UnitTotals, unitTotals } from './unit-totals.ts';

export interface DelayRow extends Omit<LateItem, 'lost' | 'unit'> {
  /** Who lost the time; null: the coordinators. */
  lost: { unit: Named | null; days: number }[];
}

export interface DelayList {
  month: string;
  /** The moment as of which it is told: the end of the month, or now. */
  asOf: Date;
  running: boolean;
  items: DelayRow[];
  units: UnitTotals[];
}

/** First month of the records and the present one, yyyy-mm. */
async function span(now: Date): Promise<{ first: string; last: string }> {
  const oldest = await Feedback.findOne({}, { receivedAt: 1 }).sort({ receivedAt: 1, _id: 1 }).lean();
  const last = cityDate(now).slice(0, 7);
  const first = oldest ? cityDate(oldest.receivedAt).slice(0, 7) : last;
  // A clock that was set back leaves items of the future behind.
  return { first: [first, last].sort()[0]!, last };
}

/** Months with a list, the latest first. */
export async function delayMonths(context: Context): Promise<string[]> {
  const { first, last } = await span(context.now);
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
  const { items, units } = await lists.get(name, context.now, () => wholeList(month, context.now));
  const at = asOf(month, context.now);
  return {
    month: name,
    asOf: at,
    running: month.end > context.now,
    items: items
      .filter((item) => unit === undefined || item.lost.some((each) => each.unit === unit))
      .map(shown),
    units: units.filter((each) => unit === undefined || each.unit?.slug === unit),
  };
}

/** Everybody may ask for it, and it goes through all that was open or closed in a month. */
const KEPT = { most: 24, shared: 30_000 };
const lists = new Remembered<{ items: LateItem[]; units: UnitTotals[] }>(KEPT);

export function forgetLists(): void {
  lists.forgetAll();
}

async function wholeList(month: Month, now: Date): Promise<{ items: LateItem[]; units: UnitTotals[] }> {
  const items = await lateItems(month, now);
  return { items, units: await unitTotals(month, { items, now }) };
}

function shown({ lost, unit: _unit, ...item }: LateItem): DelayRow {
  return {
    ...item,
    lost: lost.map(({ unit, days }) => ({ unit: unit === null ? null : named(unit), days })),
  };
}
