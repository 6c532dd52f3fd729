import { isProjected } from './calendar.ts';
import { CalendarFault, shown } from './faults.ts';
import type { CalendarData, CalendarDay, HoursRow, OfficeInterval } from './types.ts';

/** The shape of data/seed/calendar.json, as far as counting needs it. */
interface CalendarFile {
  meta: {
    timezone: string;
    working_week: string[];
    office_hours: OfficeInterval[];
    hours?: HoursRow[];
    known_from?: string;
    known_until?: string;
    projected_from?: string;
  };
  days: CalendarDay[];
}

/**
 * Reads a calendar file into calendar data; `checkCalendar` judges the content.
 * Throws CalendarFault when the file has no `meta` or no `days`.
 */
export function readCalendarFile(file: unknown): CalendarData {
  if (!isCalendarFile(file)) {
    throw new CalendarFault([{ key: 'calendar-unreadable', severity: 'error', where: '', values: {} }]);
  }
  const { meta, days } = file;
  return {
    // The file explains the zone in brackets: "Asia/Ho_Chi_Minh (UTC+7, …)".
    timeZone: shown(meta.timezone).split(' ')[0]!,
    workingWeek: meta.working_week,
    officeHours: meta.office_hours,
    hours: meta.hours,
    days,
    knownFrom: meta.known_from,
    knownUntil: meta.known_until,
    projectedFrom: meta.projected_from ?? firstProjectedYear(days),
  };
}

function isCalendarFile(file: unknown): file is CalendarFile {
  const parts = file as Partial<CalendarFile> | null;
  return (
    typeof parts === 'object' &&
    typeof parts?.meta === 'object' &&
    parts.meta !== null &&
    Array.isArray(parts.days)
  );
}

/** A year is projected as a whole when its statutory rows are; a later label on one row alone does not make it so. */
function firstProjectedYear(days: CalendarDay[]): string | undefined {
  const projected = days.filter((row) => isProjected(row) && /^project/i.test(row.confidence ?? ''));
  const first = projected.map((row) => shown(row.date)).sort()[0];
  return first && `${first.slice(0, 4)}-01-01`;
}
