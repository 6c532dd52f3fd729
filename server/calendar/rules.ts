export { type Calendar, FIRST_DATE, LAST_DATE, prepareCalendar } from './rules/calendar.ts';
export { readCalendarFile } from './rules/calendar-file.ts';
export { checkCalendar } from './rules/check-calendar.ts';
export { computeDeadline, type DeadlineOptions } from './rules/deadline.ts';
export { CalendarFault, DeadlineFault } from './rules/faults.ts';
export * from './rules/types.ts';
export {
  addWorkingDays,
  addWorkingMinutes,
  isWorkingDay,
  localDate,
  nextOpening,
  workingDaysBetween,
  workingMinutesBetween,
} from './rules/working-time.ts';
