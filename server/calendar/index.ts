export { answerLimit, calendar, cityCalendar, cityDate, type Limit } from './feature.ts';
export * from './rules.ts';
export { seedCalendar, seedCalendarData } from './seed-calendar.ts';
export { seedLimits } from './seed-limits.ts';
