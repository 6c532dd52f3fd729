import { DAY_MS } from '../../city/dates.ts';
import { DeadlineFault, shown } from './faults.ts';
import { WEEKDAYS, type Weekday } from './types.ts';

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/** Number of a civil date, 1970-01-01 being 0; undefined when it is no real date of the form YYYY-MM-DD. */
export function readDay(date: unknown): number | undefined {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const at = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
  const day = at / DAY_MS;
  return writeDay(day) === date ? day : undefined;
}

/** As `readDay`, for callers that hold a date already checked. Throws `date-malformed`. */
export function dayOf(date: string): number {
  const day = readDay(date);
  if (day === undefined) throw new DeadlineFault('date-malformed', { date: shown(date) });
  return day;
}

/** The day written last: most callers write one day over and over. */
let written = { day: Number.NaN, date: '' };

export function writeDay(day: number): string {
  if (written.day !== day) written = { day, date: new Date(day * DAY_MS).toISOString().slice(0, 10) };
  return written.date;
}

/** 0 is Monday; 1970-01-01 was a Thursday. */
export function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function weekdayOf(day: number): Weekday {
  return WEEKDAYS[weekdayIndex(day)]!;
}

/** Minutes after midnight of `HH:MM`, 00:00 to 24:00; undefined for anything else. */
export function readTime(time: unknown): number | undefined {
  const parts = typeof time === 'string' ? /^(\d{2}):(\d{2})$/.exec(time) : null;
  if (!parts) return undefined;
  const minutes = Number(parts[1]) * 60 + Number(parts[2]);
  return Number(parts[2]) < 60 && minutes <= 1440 ? minutes : undefined;
}
