import { cityDate } from '../../calendar/index.ts';
import { daysAfter, weekOf } from '../../city/dates.ts';
import { monthsUpTo } from '../../city/months.ts';
import {
  countOverdue,
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
  present: PresentFigures;
}

/** All of it from kept figures: some tens of rows, however many items there are. Undefined while they are counted. */
export async function dashboardOf(
  { now }: Context,
  { about, period }: { about: About; period: Period },
): Promise<Dashboard | undefined> {
  const before = periodBefore(period);
  const shown = monthsUpTo(begunMonths(period, now).at(-1)!, MONTHS_SHOWN);
  const months = [...new Set([...before.months, ...shown, ...period.months])].sort();
  const [rows, present, overdue] = await Promise.all([
    figuresByMonth(about.whose, months),
    presentFigures(about.whose, now),
    // To the minute where that is known.
    about.kind === 'city' || about.kind === 'unit'
      ? countOverdue(about.kind === 'unit' ? [about.key] : undefined, now)
      : undefined,
  ]);
  if (!rows || !present) return undefined;
  const byMonth = new Map(months.map((month, at) => [month, rows[at]!]));
  const sum = (of: readonly string[]) => sumOf(of.map((month) => byMonth.get(month)!));
  const [figures, figuresBefore] = [sum(period.months), sum(before.months)];
  return {
    figures,
    before: figuresBefore,
    score: scoreOf(figures.handled, scoreRow(period)),
    scoreBefore: scoreOf(figuresBefore.handled, scoreRow(before)),
    months: shown.map((month) => ({ month, figures: sum([month]) })),
    present: { ...present, overdue: overdue ?? present.overdue },
  };
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
