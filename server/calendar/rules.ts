export {
  type Calendar,
  FIRST_DATE,
  isProjected,
  isUnverified,
  LAST_DATE,
  prepareCalendar,
} from './rules/calendar.ts';
export { readCalendarFile } from './rules/calendar-file.ts';
export {
  type CalendarChange,
  changesBetween,
  isAdHoc,
  withAdHocDays,
} from './rules/changes.ts';
export { checkCalendar } from './rules/check-calendar.ts';
export { readDay, writeDay } from './rules/civil-days.ts';
export { computeDeadline, type DeadlineOptions } from './rules/deadline.ts';
export {
  dayAdded,
  dayRemoved,
  daySwitched,
  daysImported,
  hasDay,
  yearConfirmed,
} from './rules/edits.ts';
export { CalendarFault, DeadlineFault } from './rules/faults.ts';
export { readHours, writeHours } from './rules/hours-text.ts';
export { limitAdded, limitEnded, limitGaps } from './rules/limit-edits.ts';
export {
  COMPLEXITIES,
  type Complexity,
  checkLimits,
  LIMIT_STEPS,
  type LimitQuestion,
  type LimitRow,
  type LimitStep,
  limitFor,
  limitId,
} from './rules/limits.ts';
export { monthsOf } from './rules/months.ts';
export { withOwnHours } from './rules/own-hours.ts';
export {
  type MovedItem,
  type Preview,
  previewChange,
  type RunningItem,
  type StuckItem,
} from './rules/preview.ts';
export * from './rules/types.ts';
export {
  addWorkingDays,
  addWorkingMinutes,
  closeFrom,
  isWorkingDay,
  localDate,
  nextOpening,
  workingDaysBetween,
  workingMinutesBetween,
} from './rules/working-time.ts';
export { type YearCertainty, type YearOfCalendar, yearOf } from './rules/years.ts';
export { fromLocal } from './rules/zone.ts';
