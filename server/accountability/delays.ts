import { cityDate } from '../calendar/index.ts';
import { Feedback } from '../feedback/index.ts';
import type { Context, Trilingual } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { unitOf } from '../units/index.ts';
import { type LateItem, lateItems } from './late-items.ts';
import { monthOf, monthsUntil } from './office-time.ts';
import { asOf, classesAt, type Month, volumeClass } from './rules.ts';
import { volumeRows } from './volume-classes.ts';

export interface Named {
  slug: string;
  name: Trilingual;
}

export interface DelayRow extends Omit<LateItem, 'lost' | 'unit'> {
  /** Who lost the time; null: the coordinators. */
  lost: { unit: Named | null; days: number }[];
}

/** How one unit stands in a month. */
export interface UnitTotals {
  /** null: the coordinators. */
  unit: Named | null;
  /** Items answered in the month, and those on the list in which it lost time; of the coordinators: items received. */
  volume: number;
  volumeClass: string | null;
  /** Items on the list in which it lost time, and of these still open. */
  late: number;
  open: number;
  daysLost: number;
  apologised: number;
}

export interface DelayList {
  month: string;
  /** The moment as of which it is told: the end of the month, or now. */
  asOf: Date;
  running: boolean;
  items: DelayRow[];
  units: UnitTotals[];
}

export const named = (slug: string): Named => ({
  slug,
  name: unitOf(slug)?.name ?? { vi: slug, en: slug, ru: slug },
});

/** First month of the records and the present one, yyyy-mm. */
async function span(now: Date): Promise<{ first: string; last: string }> {
  const oldest = await Feedback.findOne({}, { receivedAt: 1 }).sort({ receivedAt: 1, _id: 1 }).lean();
  const last = cityDate(now).slice(0, 7);
  const first = oldest ? cityDate(oldest.receivedAt).slice(0, 7) : last;
  return { first: first < last ? first : last, last };
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
  const items = await lateItems(month, context.now);
  const ofUnit = (item: LateItem) => unit === undefined || item.lost.some((each) => each.unit === unit);
  const totals = await unitTotals(month, { items, now: context.now });
  return {
    month: name,
    asOf: asOf(month, context.now),
    running: month.end > context.now,
    items: items.filter(ofUnit).map(shown),
    units: totals.filter((each) => unit === undefined || each.unit?.slug === unit),
  };
}

function shown({ lost, unit: _unit, ...item }: LateItem): DelayRow {
  return {
    ...item,
    lost: lost.map(({ unit, days }) => ({ unit: unit === null ? null : named(unit), days })),
  };
}

async function unitTotals(
  month: Month,
  { items, now }: { items: LateItem[]; now: Date },
): Promise<UnitTotals[]> {
  const within = { $gte: month.start, $lt: asOf(month, now) };
  const answered = await Feedback.aggregate<{ _id: string; count: number }>([
    { $match: { closedAt: within, status: 'answered', unit: { $ne: null } } },
    { $group: { _id: '$unit', count: { $sum: 1 } } },
  ]);
  const counts = new Map<string | null, number>(answered.map((row) => [row._id, row.count]));
  const classes = classesAt(volumeRows(), `${month.name}-01`);
  const units = new Set<string | null>([
    ...counts.keys(),
    ...items.flatMap(({ lost }) => lost.map((each) => each.unit)),
  ]);
  const received = units.has(null) ? await Feedback.countDocuments({ receivedAt: within }) : 0;
  const rows = [...units].map((unit) => {
    const row = totalsOf(unit, items);
    const besides = items.filter((item) => lostBy(item, unit) > 0 && !countedAsAnswered(item, unit)).length;
    const volume = unit === null ? received : (counts.get(unit) ?? 0) + besides;
    return { ...row, volume, volumeClass: (unit !== null && volumeClass(volume, classes)) || null };
  });
  return rows.sort(byShare(classes.map(({ name }) => name)));
}

const lostBy = (item: LateItem, unit: string | null) =>
  item.lost.find((each) => each.unit === unit)?.days ?? 0;
const countedAsAnswered = (item: LateItem, unit: string | null) =>
  item.state === 'answered-late' && item.unit === unit;

function totalsOf(unit: string | null, items: LateItem[]): Omit<UnitTotals, 'volume' | 'volumeClass'> {
  const own = items.filter((item) => lostBy(item, unit) > 0);
  return {
    unit: unit === null ? null : named(unit),
    late: own.length,
    open: own.filter(({ state }) => state === 'open-late').length,
    daysLost: own.reduce((sum, item) => sum + lostBy(item, unit), 0),
    apologised: own.filter(({ apologised }) => apologised).length,
  };
}

/** The largest class first, in it who was late most often; coordinators at the end. */
function byShare(classes: string[]) {
  const rank = ({ volumeClass: name }: UnitTotals) => (name === null ? -1 : classes.indexOf(name));
  const share = ({ late, volume }: UnitTotals) => (volume > 0 ? late / volume : 0);
  return (a: UnitTotals, b: UnitTotals) =>
    rank(b) - rank(a) || share(b) - share(a) || b.daysLost - a.daysLost || (slugOf(a) < slugOf(b) ? -1 : 1);
}

const slugOf = ({ unit }: UnitTotals) => unit?.slug ?? '';
