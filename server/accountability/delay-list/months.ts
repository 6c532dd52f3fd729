import type { Context } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import { delayMonths } from './delays.ts';
import { DelayList, type DelayListFields } from './model.ts';
import { LIST_STATUSES, type ListStatus } from './rules/act.ts';
import { listsUnderWay } from './told.ts';
import { ToldMonth, ToldRow } from './told-model.ts';

/** Of so many months it is told how far they are; older ones are named. */
const TOLD_OF = 24;

/** How a month stands, for everybody. */
export interface MonthStanding {
  month: string;
  running: boolean;
  /** Items that were late, as the month was told; null: not told yet. */
  late: number | null;
  /** Lists that are being made. */
  making: { made: number; of: number } | null;
  /** How many lists are in which state, in the order of the states. */
  counts: { status: ListStatus; count: number }[];
  /** Published lists that were corrected afterwards. */
  corrected: number;
}

export interface Months {
  newest: MonthStanding[];
  /** yyyy-mm */
  older: string[];
}

const KEPT = { most: 200, shared: 30_000 };
const months = new Remembered<Months>(KEPT);

/**
 * Months with a list, the latest first.
 * @param unit slug: of the items in which it lost time, and of its list alone
 */
export function monthStandings(context: Context, unit?: string): Promise<Months> {
  return months.get(unit ?? '', context.now, () => readMonths(context, unit));
}

async function readMonths(context: Context, unit: string | undefined): Promise<Months> {
  const all = await delayMonths(context);
  const last = all[0]!;
  const newest = all.slice(0, TOLD_OF);
  const [late, lists, underWay] = await Promise.all([
    lateIn(newest, unit),
    DelayList.find(
      { month: { $gte: newest.at(-1), $lte: last }, ...(unit ? { unit } : {}) },
      { month: 1, status: 1, edition: 1 },
    ).lean<DelayListFields[]>(),
    unit ? [] : listsUnderWay(),
  ]);
  return {
    newest: newest.map((month) => {
      const own = lists.filter((list) => list.month === month);
      const making = underWay.find((each) => each.month === month);
      return {
        month,
        running: month === last,
        late: late.get(month) ?? null,
        making: making ? { made: own.length, of: making.of } : null,
        ...standingOf(own),
      };
    }),
    older: all.slice(TOLD_OF),
  };
}

function standingOf(lists: readonly DelayListFields[]): Pick<MonthStanding, 'counts' | 'corrected'> {
  const counts = LIST_STATUSES.map((status) => ({
    status,
    count: lists.filter((list) => list.status === status).length,
  }));
  return {
    counts: counts.filter(({ count }) => count > 0),
    corrected: lists.filter(({ edition }) => edition > 1).length,
  };
}

/** Of months that have been told. */
async function lateIn(names: readonly string[], unit: string | undefined): Promise<Map<string, number>> {
  const told = await ToldMonth.find({ _id: { $in: [...names] } }, { units: 1 }).lean();
  const late = async ({ _id: month, units }: (typeof told)[number]) => {
    if (unit) return units.find((each) => each.unit?.slug === unit)?.late ?? 0;
    // Rows are numbered from 0.
    const newest = await ToldRow.findOne({ month }, { at: 1 }).sort({ at: -1 }).lean();
    return newest ? newest.at + 1 : 0;
  };
  return new Map(await Promise.all(told.map(async (month) => [month._id, await late(month)] as const)));
}
