import { DateTime } from 'luxon';
import type { Language } from '../platform/context.ts';
import { formatDate } from '../platform/i18n/dates.ts';
import { cityCalendar, cityNoon, cityTimeZone } from './current.ts';
import { readDay } from './rules.ts';

/** A date (yyyy-mm-dd) as people write it; what is no real date stays as it was typed. */
export function dateInWords(given: string, language: Language): string {
  return readDay(given) === undefined ? given : formatDate(cityNoon(given), 'date', language, cityTimeZone());
}

/** A minute of the city's clock as forms write it: '2026-03-04T10:00'. */
export function cityMinute(at: Date): string {
  return DateTime.fromJSDate(at, { zone: cityCalendar().zone.name }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/** The moment that an ISO text names; without a zone it is the city's. Undefined when it names none. */
export function readCityMoment(typed: string): Date | undefined {
  const at = DateTime.fromISO(typed, { zone: cityCalendar().zone.name });
  return at.isValid && typed.includes('T') ? at.toJSDate() : undefined;
}

/** The end of office on a date of the city (yyyy-mm-dd). Undefined when there is no such date. */
export function readCityDay(typed: string): Date | undefined {
  const { data } = cityCalendar();
  const closes = data.officeHours[data.officeHours.length - 1]![1];
  return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? readCityMoment(`${typed}T${closes}`) : undefined;
}
