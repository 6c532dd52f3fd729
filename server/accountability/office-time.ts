import { DateTime } from 'luxon';
import { cityCalendar, cityMidnight } from '../calendar/index.ts';
import type { Month } from './rules.ts';

const minuteOf = (time: string) => {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
};

/** Office minutes of an ordinary working day in the city. */
export function minutesOfDay(): number {
  return cityCalendar().data.officeHours.reduce((sum, [from, to]) => sum + minuteOf(to) - minuteOf(from), 0);
}

/** A month of the city's calendar. @param name yyyy-mm */
export function monthOf(name: string): Month {
  const next = DateTime.fromISO(`${name}-01`).plus({ months: 1 }).toFormat('yyyy-MM');
  return { name, start: cityMidnight(`${name}-01`), end: cityMidnight(`${next}-01`) };
}

/** Months from one to another (yyyy-mm), both with them, the latest first. */
export function monthsUntil(first: string, last: string): string[] {
  const months: string[] = [];
  for (let at = DateTime.fromISO(`${last}-01`); at.toFormat('yyyy-MM') >= first; at = at.minus({ months: 1 }))
    months.push(at.toFormat('yyyy-MM'));
  return months;
}
