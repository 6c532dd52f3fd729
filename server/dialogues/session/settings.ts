import { cityCalendar, cityDate, closeFrom, readCityMoment } from '../../calendar/index.ts';
import { rowOnOrFirst } from '../../city/dated-rows.ts';
import { daysAfter } from '../../city/dates.ts';
import { readSeed } from '../../platform/seed.ts';
import type { DialogueTimes } from './rules/dates.ts';

/** The times in force on the city's date of a moment: of the opening for the announcement, of the end for the minutes. */
export function dialogueTimes(at: Date): DialogueTimes {
  return rowOnOrFirst(readSeed<DialogueTimes[]>('dialogue-times'), cityDate(at));
}

/**
 * The last moment for the announcement of a session: days before it count by their dates, and the one of the session does
 * not, whatever the hour.
 */
export function announceBy(startsAt: Date): Date {
  const last = daysAfter(cityDate(startsAt), -dialogueTimes(startsAt).announceDays);
  return readCityMoment(`${last}T23:59:59.999`)!;
}

/**
 * The last moment for the publication of the minutes. As every limit in days: that of the end is not counted, the last one
 * ends with the office, and moves on when it is a day off.
 */
export function publishBy(endedAt: Date): Date {
  return closeFrom(cityCalendar(), daysAfter(cityDate(endedAt), dialogueTimes(endedAt).publishDays));
}
