import { cityCalendar, cityDate, cityMidnight, isWorkingDay, nextOpening } from '../calendar/index.ts';

/** When offices open on a working day (yyyy-mm-dd). */
export function openingOn(date: string): Date {
  return nextOpening(cityCalendar(), cityMidnight(date));
}

/**
 * The opening of today's office day, while the offices are open: letters of the day come neither at night nor on days
 * off. A server that was down in the morning catches up in the course of the day.
 */
export function openedToday(now: Date): Date | undefined {
  const calendar = cityCalendar();
  const date = cityDate(now);
  if (!isWorkingDay(calendar, date)) return undefined;
  const opening = openingOn(date);
  const isOpenStill = cityDate(nextOpening(calendar, now)) === date;
  return opening <= now && isOpenStill ? opening : undefined;
}
