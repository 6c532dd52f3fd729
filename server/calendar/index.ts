export * from './rules.ts';
export { seedCalendar, seedCalendarData } from './seed-calendar.ts';
