export { applyCalendar, changesOf, type Part, partToApply } from './actions/apply.ts';
export { cityMinute, dateInWords, readCityDay, readCityMoment } from './city-moments.ts';
export {
  answerLimit,
  CITY,
  calendarOf,
  calendarVersion,
  cityCalendar,
  cityDate,
  cityMidnight,
  cityNoon,
  cityTimeZone,
  currentLimits,
  groundOf,
  isNight,
  type Limit,
  type LimitCase,
  limitForStep,
} from './current.ts';
export { calendar } from './feature.ts';
export { cityCalendarOf, EVERYWHERE_AFTER_SECONDS, prepareVersion } from './load.ts';
export { canApply, canSeeDrafts } from './policy.ts';
export { findVersion, shownChanges } from './queries.ts';
export { readIcal } from './read-ical.ts';
export * from './rules.ts';
export { seedCalendar, seedCalendarData } from './seed-calendar.ts';
export { seedLimits } from './seed-limits.ts';
export { changeOfCity, type VersionChange } from './versions.ts';
export { writeIcal } from './write-ical.ts';
