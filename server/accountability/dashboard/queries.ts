import { cityDate } from '../../calendar/index.ts';
import { daysAfter, weekOf } from '../../city/dates.ts';
import { monthsUpTo } from '../../city/months.ts';
import {
  countListed,
  countOverdue,
  crossedByMonth,
  figuresByMonth,
  type PeriodFigures,
  type PresentFigures,
  presentFigures,
  receivedByWeek,
  sumOf,
} from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import { begunMonths } from '../scores/periods.ts';
import { type Period, periodBefore, type Score, scoreOf } from '../scores/rules.ts';
import { scoreRow } from '../scores/settings.ts';
import type { About } from './filter.ts';
import { RECENT_WEEKS, type Surge, surgesIn, USUAL_WEEKS } from './rules/surges.ts';

const MONTHS_SHOWN = 12;

export interface Dashboard {
  figures: PeriodFigures;
  /** Of the period before. */
  before: PeriodFigures;
  score: Score;
  scoreBefore: Score;
  months: { month: string; figures: PeriodFigures }[];
  present: Pick<PresentFigures, 'open' | 'overdue'>;
  /** All that the place received in the period, of whatever else is asked about it. */
  ofPlace?: number;
}

interface Asked {
  about: About;
  period: Period;
}

/**
 * Of one thing from kept figures: some tens of rows, however many items there are. Of several at once the items are gone
 * through; 'many' when they are too many for that. Undefined while figures are counted.
 */
export async function dashboardOf(
  context: Context,
  { about, period }: Asked,
): Promise<Dashboard | 'many' | undefined> {
  const before = periodBefore(period);
  const shown = monthsUpTo(begunMonths(period, context.now).at(-1)!, MONTHS_SHOWN);
  const needed = [...new Set([...before.months, ...period.months])].sort();
  const [found, present, ofPlace] = await Promise.all([
    countsOf(about, { needed, shown }),
    presentOf(context, about),
    about.kind === 'several' && about.narrowing.ward
      ? figuresByMonth([{ of: 'ward', key: about.narrowing.ward }], period.months)
      : undefined,
  ]);
  if (!found || !present) return undefined;
  if (found === 'many') return found;
  const sum = (of: readonly string[]) => sumOf(of.map((month) => found.get(month) ?? {}));
  const [figures, figuresBefore] = [sum(period.months), sum(before.months)];
  return {
    figures,
    before: figuresBefore,
    score: scoreOf(figures.handled, scoreRow(period)),
    scoreBefore: scoreOf(figuresBefore.handled, scoreRow(before)),
    months: shown.filter((month) => found.has(month)).map((month) => ({ month, figures: sum([month]) })),
    present,
    ...(ofPlace ? { ofPlace: sumOf(ofPlace).received } : {}),
  };
}

type CountsByMonth = Map<string, Parameters<typeof sumOf>[0][number]>;

/** Of several things the months before the two periods are left out: each costs a look at all of its items. */
async function countsOf(
  about: About,
  { needed, shown }: { needed: string[]; shown: string[] },
): Promise<CountsByMonth | 'many' | undefined> {
  const crossed = about.kind === 'several';
  const months = crossed ? needed : [...new Set([...needed, ...shown])].sort();
  const rows = crossed
    ? await crossedByMonth(about.crossing, months)
    : await figuresByMonth(about.whose, months);
  if (!rows || rows === 'many') return rows;
  return new Map(months.map((month, at) => [month, rows[at]!]));
}

async function presentOf(
  { now }: Context,
  { kind, narrowing, whose }: About,
): Promise<Pick<PresentFigures, 'open' | 'overdue'> | undefined> {
  if (kind === 'several') {
    const list = narrowing as Parameters<typeof countListed>[0];
    const [open, overdue] = await Promise.all([
      countListed({ ...list, status: 'open' }, now),
      countListed({ ...list, status: 'overdue' }, now),
    ]);
    return { open, overdue };
  }
  const [present, overdue] = await Promise.all([
    presentFigures(whose, now),
    // To the minute where that is known.
    kind === 'city' || kind === 'unit'
      ? countOverdue(narrowing.unit ? [narrowing.unit] : undefined, now)
      : undefined,
  ]);
  return present && { ...present, overdue: overdue ?? present.overdue };
}

const KEPT = { most: 2, shared: 60_000 };
const surges = new Remembered<Surge[]>(KEPT);

/** Topics about which suddenly more is received, in the whole city. */
export function surgesNow({ now }: Context): Promise<Surge[]> {
  const monday = weekOf(cityDate(now));
  return surges.get(monday, now, async () => {
    const many = USUAL_WEEKS + RECENT_WEEKS;
    const weeks = Array.from({ length: many }, (_, at) => daysAfter(monday, 7 * (at - many + 1)));
    return surgesIn((await receivedByWeek(weeks)) ?? new Map());
  });
}
