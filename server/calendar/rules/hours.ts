import { readDay, readTime, weekdayOf } from './civil-days.ts';
import type { CalendarData, HoursRow, OfficeInterval } from './types.ts';

/** Opening and closing in minutes after local midnight, in order: `[480, 720, 780, 1020]`. */
export type OpenMinutes = number[];

interface Variant {
  rank: number;
  from: number;
  until: number;
  weekdays: readonly string[] | undefined;
  minutes: OpenMinutes;
}

/** The hours in force on a date: dated rows go before undated ones, rows for weekdays before rows for all. */
export function hoursByDay(data: CalendarData): (day: number) => OpenMinutes {
  const usual = openMinutes(data.officeHours);
  const variants = (data.hours ?? []).map(variantOf).sort((a, b) => b.rank - a.rank);
  if (variants.length === 0) return () => usual;
  return (day) => {
    const weekday = weekdayOf(day);
    const fits = (row: Variant) =>
      row.from <= day && day <= row.until && (!row.weekdays || row.weekdays.includes(weekday));
    return variants.find(fits)?.minutes ?? usual;
  };
}

export function hoursRank(row: HoursRow): number {
  return (row.from || row.until ? 2 : 0) + (row.weekdays ? 1 : 0);
}

export function openMinutes(intervals: OfficeInterval[]): OpenMinutes {
  return intervals
    .map(([from, until]) => [readTime(from)!, readTime(until)!] as const)
    .sort((a, b) => a[0] - b[0])
    .flat();
}

function variantOf(row: HoursRow): Variant {
  return {
    rank: hoursRank(row),
    from: row.from ? readDay(row.from)! : Number.NEGATIVE_INFINITY,
    until: row.until ? readDay(row.until)! : Number.POSITIVE_INFINITY,
    weekdays: row.weekdays,
    minutes: openMinutes(row.officeHours),
  };
}
