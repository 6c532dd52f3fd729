import type { Calendar } from './calendar.ts';
import { isWorkingDay } from './working-time.ts';

export interface DayOfMonth {
  day: number;
  off: boolean;
  /** It stands in the list of the year: a day off in the week, or worked at its end. */
  listed: boolean;
}

/** Twelve months of a year as they are drawn: weeks begin on Monday, so many places of the first one are empty. */
export function monthsOf(calendar: Calendar, year: number): { empty: number; days: DayOfMonth[] }[] {
  const listed = new Set(calendar.data.days.map(({ date }) => date));
  return Array.from({ length: 12 }, (_, month) => {
    const first = new Date(Date.UTC(year, month, 1));
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return {
      empty: (first.getUTCDay() + 6) % 7,
      days: Array.from({ length }, (_, at) => {
        const date = new Date(Date.UTC(year, month, at + 1)).toISOString().slice(0, 10);
        return { day: at + 1, off: !isWorkingDay(calendar, date), listed: listed.has(date) };
      }),
    };
  });
}
