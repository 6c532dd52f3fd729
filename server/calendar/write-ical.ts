import ical, { ICalEventTransparency } from 'ical-generator';
import { DateTime } from 'luxon';
import { type Language, textIn } from '../platform/context.ts';
import { KIND_LINE } from './read-ical.ts';
import type { CalendarDay } from './rules.ts';

/** The active rows as an iCalendar text of all-day events, one a date. `stampedAt` is when it was made. */
export function writeIcal(
  days: readonly CalendarDay[],
  { stampedAt, language = 'vi', domain }: { stampedAt: Date; language?: Language; domain: string },
): string {
  const calendar = ical({ prodId: { company: domain, product: 'calendar', language: 'VI' } });
  for (const { date, kind, name } of days.filter((row) => row.active !== false)) {
    const start = DateTime.fromISO(date, { zone: 'utc' });
    calendar.createEvent({
      id: `${date}-${kind}@${domain}`,
      stamp: DateTime.fromJSDate(stampedAt).toUTC(),
      start,
      end: start.plus({ days: 1 }),
      allDay: true,
      summary: textIn(name, language) ?? kind,
      transparency: ICalEventTransparency.TRANSPARENT,
      x: [{ key: KIND_LINE, value: kind }],
    });
  }
  return calendar.toString();
}
