export {
  answerLimit,
  calendarOf,
  calendarVersion,
  cityCalendar,
  cityDate,
  currentLimits,
  type Limit,
  type LimitCase,
  limitForStep,
} from './current.ts';
export { calendar } from './feature.ts';
export * from './rules.ts';
export { seedCalendar, seedCalendarData } from './seed-calendar.ts';
export { seedLimits } from './seed-limits.ts';
