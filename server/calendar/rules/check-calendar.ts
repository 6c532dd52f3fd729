import { checkDays } from './check-days.ts';
import { checkHours, checkHoursRows } from './check-hours.ts';
import { readDay } from './civil-days.ts';
import { shown } from './faults.ts';
import { type CalendarData, type Problem, type Report, WEEKDAYS } from './types.ts';

/**
 * Everything wrong with a calendar that came from outside: overlaps, contradictions, bad times, unknown
 * kinds. An `error` makes it unusable, a `warning` has no effect on counting but is probably a slip.
 */
export function checkCalendar(data: CalendarData): Problem[] {
  const problems: Problem[] = [];
  const error: Report = (key, where, values = {}) => problems.push({ key, severity: 'error', where, values });
  const warning: Report = (key, where, values = {}) =>
    problems.push({ key, severity: 'warning', where, values });
  if (typeof data !== 'object' || data === null) {
    error('calendar-unreadable', '');
    return problems;
  }
  checkZone(data.timeZone, error);
  checkWeek(data.workingWeek, error);
  checkHours(data.officeHours, 'officeHours', error);
  checkHoursRows(data.hours, error);
  checkDays(data, error, warning);
  checkKnownDates(data, error);
  return problems;
}

function checkZone(timeZone: unknown, error: Report): void {
  try {
    if (typeof timeZone !== 'string' || timeZone === '') throw new RangeError();
    new Intl.DateTimeFormat('en-US', { timeZone });
  } catch {
    error('time-zone-unknown', 'timeZone', { timeZone: shown(timeZone) });
  }
}

function checkWeek(week: unknown, error: Report): void {
  if (!Array.isArray(week) || week.length === 0) {
    error('working-week-missing', 'workingWeek');
    return;
  }
  week.forEach((weekday, index) => {
    const where = `workingWeek.${index}`;
    if (!WEEKDAYS.includes(weekday)) error('weekday-unknown', where, { weekday: shown(weekday) });
    else if (week.indexOf(weekday) < index) error('weekday-repeated', where, { weekday });
  });
}

function checkKnownDates(data: CalendarData, error: Report): void {
  for (const field of ['knownFrom', 'knownUntil', 'projectedFrom'] as const) {
    const date = data[field];
    if (date !== undefined && readDay(date) === undefined) {
      error('date-malformed', field, { date: shown(date) });
    }
  }
  const { knownFrom, knownUntil } = data;
  if (knownFrom && knownUntil && knownFrom > knownUntil) {
    error('dates-reversed', 'knownUntil', { from: knownFrom, until: knownUntil });
  }
}
