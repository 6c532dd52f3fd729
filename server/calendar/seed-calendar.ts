import { readFileSync } from 'node:fs';
import { type Calendar, type CalendarData, prepareCalendar, readCalendarFile } from './rules.ts';

const SEED = new URL('../../data/seed/calendar.json', import.meta.url);

let data: CalendarData | undefined;
let calendar: Calendar | undefined;

/** The calendar that ships, as data; read once. */
export function seedCalendarData(): CalendarData {
  data ??= { id: 'seed', version: 1, ...readCalendarFile(JSON.parse(readFileSync(SEED, 'utf8'))) };
  return data;
}

/** The calendar that ships, prepared once. */
export function seedCalendar(): Calendar {
  calendar ??= prepareCalendar(seedCalendarData());
  return calendar;
}
