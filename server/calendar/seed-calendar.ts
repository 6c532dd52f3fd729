import { once } from '../platform/once.ts';
import { readSeed } from '../platform/seed.ts';
import { type Calendar, type CalendarData, prepareCalendar, readCalendarFile } from './rules.ts';

/** The calendar that ships, as data. */
export const seedCalendarData = once(
  (): CalendarData => ({ id: 'seed', version: 1, ...readCalendarFile(readSeed('calendar')) }),
);

/** The calendar that ships, prepared. */
export const seedCalendar = once((): Calendar => prepareCalendar(seedCalendarData()));
