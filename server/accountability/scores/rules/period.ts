/** A month, a quarter or a year: '2026-03', '2026-Q1', '2026'. Pure. */
export const PERIOD_KINDS = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export interface Period {
  name: string;
  kind: PeriodKind;
  /** yyyy-mm, in their order. */
  months: string[];
}

const SHAPE = /^((?:19[7-9]|20\d|21[0-3])\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;

const monthName = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`;

/** @returns undefined for what is no period */
export function readPeriod(name: string): Period | undefined {
  const [, yearText, quarter, month] = SHAPE.exec(name) ?? [];
  if (!yearText) return undefined;
  const year = Number(yearText);
  if (month) return { name, kind: 'month', months: [name] };
  const first = quarter ? Number(quarter) * 3 - 2 : 1;
  const months = Array.from({ length: quarter ? 3 : 12 }, (_, at) => monthName(year, first + at));
  return { name, kind: quarter ? 'quarter' : 'year', months };
}

/** The period of a kind in which a month (yyyy-mm) lies. */
export function periodOf(kind: PeriodKind, month: string): Period {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const name = { month, quarter: `${year}-Q${Math.ceil(number / 3)}`, year: String(year) }[kind];
  return readPeriod(name)!;
}

/** The month so many months later; before it when negative. */
export function monthAfter(month: string, many: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const at = year * 12 + number - 1 + many;
  return monthName(Math.floor(at / 12), (at % 12) + 1);
}

export function periodBefore({ kind, months }: Period): Period {
  return periodOf(kind, monthAfter(months[0]!, -1));
}

/** Months up to one, with it, the last at the end. */
export function monthsBefore(last: string, many: number): string[] {
  return Array.from({ length: many }, (_, at) => monthAfter(last, at - many + 1));
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
