import { isProjected, isUnverified } from './calendar.ts';
import type { CalendarData, CalendarDay, DayKind } from './types.ts';

/** Changes of a calendar's rows; each gives new data and leaves the old as they were. */
type DayKey = Pick<CalendarDay, 'date' | 'kind'>;

const isRow =
  ({ date, kind }: DayKey) =>
  (row: CalendarDay) =>
    row.date === date && row.kind === kind;

const inOrder = (days: CalendarDay[]) => [...days].sort((a, b) => (a.date < b.date ? -1 : 1));

export function hasDay(data: CalendarData, key: DayKey): boolean {
  return data.days.some(isRow(key));
}

export function dayAdded(data: CalendarData, row: CalendarDay): CalendarData {
  return { ...data, days: inOrder([...data.days, row]) };
}

export function dayRemoved(data: CalendarData, key: DayKey): CalendarData {
  return { ...data, days: data.days.filter((row) => !isRow(key)(row)) };
}

/** Keeps the row on file and takes its effect away, or gives it back. */
export function daySwitched(data: CalendarData, key: DayKey): CalendarData {
  const switched = (row: CalendarDay) => ({ ...row, active: row.active === false });
  return { ...data, days: data.days.map((row) => (isRow(key)(row) ? switched(row) : row)) };
}

/**
 * The Government has announced the days off of a year: its rows are no projections any more and need no check, and
 * projection begins with the next year.
 */
export function yearConfirmed(data: CalendarData, year: number): CalendarData {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const official = (row: CalendarDay): CalendarDay => {
    const unsure = isProjected(row) || isUnverified(row);
    if (row.date < first || row.date > last || !unsure) return row;
    const { confidence, ...rest } = row;
    return rest;
  };
  const { projectedFrom, knownUntil } = data;
  return {
    ...data,
    days: data.days.map(official),
    ...(projectedFrom && projectedFrom <= last ? { projectedFrom: `${year + 1}-01-01` } : {}),
    ...(knownUntil && knownUntil < last ? { knownUntil: last } : {}),
  };
}

export interface ImportOutcome {
  data: CalendarData;
  added: string[];
  /** Rows that took the place of another kind. */
  replaced: string[];
  /** Dates whose row of another kind was kept. */
  kept: string[];
  unchanged: number;
}

/** Takes days of a file over. A date that has an active row of another kind keeps it, unless `replace`. */
export function daysImported(data: CalendarData, rows: CalendarDay[], replace: boolean): ImportOutcome {
  const days = new Map(data.days.map((row) => [`${row.date} ${row.kind}`, row]));
  const active = new Map(data.days.filter((row) => row.active !== false).map((row) => [row.date, row.kind]));
  const outcome: Omit<ImportOutcome, 'data'> = { added: [], replaced: [], kept: [], unchanged: 0 };
  for (const row of rows) {
    const other: DayKind | undefined = active.get(row.date);
    if (other === row.kind) outcome.unchanged += 1;
    else if (other && !replace) outcome.kept.push(row.date);
    else {
      if (other) days.delete(`${row.date} ${other}`);
      days.set(`${row.date} ${row.kind}`, row);
      (other ? outcome.replaced : outcome.added).push(row.date);
    }
  }
  return { ...outcome, data: { ...data, days: inOrder([...days.values()]) } };
}
