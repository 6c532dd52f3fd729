import { monthAfter, monthText, yearAndNumber } from '../../../city/months.ts';

/** A month, a quarter or a year: '2026-03', '2026-Q1', '2026'. Pure. */
export const PERIOD_KINDS = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export interface Period {
  name: string;
  kind: PeriodKind;
  /** yyyy-mm, in their order. */
  months: string[];
}

const SHAPE = /^((?:20\d|21[0-3])\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;

/** @returns undefined for what is no period */
export function readPeriod(name: string): Period | undefined {
  const [, yearText, quarter, month] = SHAPE.exec(name) ?? [];
  if (!yearText) return undefined;
  if (month) return periodOf('month', name);
  return quarter
    ? periodOf('quarter', monthText(Number(yearText), Number(quarter) * 3))
    : periodOf('year', monthText(Number(yearText), 1));
}

/** The period of a kind in which a month (yyyy-mm) lies. */
export function periodOf(kind: PeriodKind, month: string): Period {
  const [year, number] = yearAndNumber(month);
  if (kind === 'month') return { name: month, kind, months: [month] };
  if (kind === 'year') return { name: String(year), kind, months: monthsOf(year, 1, 12) };
  const quarter = Math.ceil(number / 3);
  return { name: `${year}-Q${quarter}`, kind, months: monthsOf(year, quarter * 3 - 2, 3) };
}

const monthsOf = (year: number, first: number, many: number): string[] =>
  Array.from({ length: many }, (_, at) => monthText(year, first + at));

export function periodBefore({ kind, months }: Period): Period {
  return periodOf(kind, monthAfter(months[0]!, -1));
}

const LEAST_SHOWN = 6;

/** Months from the first on in which there was something; some are shown in any case. */
export function fromFirst<Row>(months: readonly Row[], something: (month: Row) => boolean): Row[] {
  const first = months.findIndex(something);
  return months.slice(Math.max(0, Math.min(first, months.length - LEAST_SHOWN)));
}

/** Of all kinds, those that begin no later than a month, the latest first; from the month in which the records begin. */
export function periodsUntil(first: string, last: string): Record<PeriodKind, Period[]> {
  const of = (kind: PeriodKind) => {
    const found: Period[] = [];
    for (let at = periodOf(kind, last); at.months.at(-1)! >= first; at = periodBefore(at)) found.push(at);
    return found;
  };
  return { month: of('month'), quarter: of('quarter'), year: of('year') };
}
