import { readSeed } from '../platform/seed.ts';
import { type Calendar, type CalendarData, prepareCalendar, readCalendarFile } from './rules.ts';

let data: CalendarData | undefined;
let calendar: Calendar | undefined;

/** The calendar that ships, as data; read once. */
export function seedCalendarData(): CalendarData {
  data ??= { id: 'seed', version: 1, ...readCalendarFile(readSeed('calendar')) };
  return data;
}

/** The calendar that ships, prepared once. */
export function seedCalendar(): Calendar {
  calendar ??= prepareCalendar(seedCalendarData());
  return calendar;
}
