import { DAY_MS } from '../../city/dates.ts';
import { checkCalendar } from './check-calendar.ts';
import { dayOf, MINUTE_MS, readDay, weekdayIndex } from './civil-days.ts';
import { CalendarFault } from './faults.ts';
import { hoursByDay, openMinutes } from './hours.ts';
import { type CalendarData, type CalendarDay, WEEKDAYS } from './types.ts';
import { fromLocal, type Zone, zoneFor } from './zone.ts';

/** Dates that can be computed with; beyond them lies an error, not a guess. */
export const FIRST_DATE = '1970-01-01';
export const LAST_DATE = '2149-12-31';
const FIRST_DAY = dayOf(FIRST_DATE);
const DAYS = dayOf(LAST_DATE) - FIRST_DAY + 1;

/**
 * A calendar made ready for arithmetic. Days are numbers (1970-01-01 is 0), instants are milliseconds.
 * `spans` are the stretches in which the office is open, in order; those of a day are
 * `firstSpan[day]` up to `firstSpan[day + 1]`.
 */
export interface Calendar {
  readonly data: CalendarData;
  readonly zone: Zone;
  readonly dayCount: number;
  readonly rows: ReadonlyMap<number, CalendarDay>;
  readonly firstSpan: Int32Array;
  readonly opensAt: Float64Array;
  readonly closesAt: Float64Array;
  readonly dayOfSpan: Int32Array;
  /** Open milliseconds before each span; one more at the end for all of them. */
  readonly openBefore: Float64Array;
  readonly workingDays: Int32Array;
  readonly workingDaysBefore: Int32Array;
  readonly uncertainDaysBefore: Int32Array;
}

export function isDayOff(row: CalendarDay): boolean {
  return row.kind !== 'swap_work' && row.kind !== 'ad_hoc_work';
}

/** Prepares a calendar once for many deadlines. Throws CalendarFault naming every error found. */
export function prepareCalendar(data: CalendarData): Calendar {
  const errors = checkCalendar(data).filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw new CalendarFault(errors);
  const zone = zoneFor(data.timeZone, FIRST_DAY * DAY_MS, (FIRST_DAY + DAYS) * DAY_MS);
  const rows = new Map<number, CalendarDay>();
  for (const row of data.days) if (row.active !== false) rows.set(dayOf(row.date), row);
  return { data, zone, dayCount: DAYS, rows, ...layOutDays(data, rows, zone) };
}

function layOutDays(data: CalendarData, rows: Map<number, CalendarDay>, zone: Zone) {
  const minutesOf = openingsByDay(data, rows);
  const uncertain = uncertainty(data, rows);
  const spans: number[] = [];
  const working: number[] = [];
  const firstSpan = new Int32Array(DAYS + 1);
  const workingDaysBefore = new Int32Array(DAYS + 1);
  const uncertainDaysBefore = new Int32Array(DAYS + 1);
  for (let day = 0; day < DAYS; day += 1) {
    const before = spans.length;
    addSpans(spans, zone, day, minutesOf(day));
    if (spans.length > before) working.push(day);
    firstSpan[day + 1] = spans.length / 3;
    workingDaysBefore[day + 1] = working.length;
    uncertainDaysBefore[day + 1] = uncertainDaysBefore[day]! + (uncertain(day) ? 1 : 0);
  }
  return {
    ...splitSpans(spans),
    firstSpan,
    workingDays: Int32Array.from(working),
    workingDaysBefore,
    uncertainDaysBefore,
  };
}

function openingsByDay(data: CalendarData, rows: Map<number, CalendarDay>) {
  const usual = hoursByDay(data);
  const inWeek = WEEKDAYS.map((weekday) => data.workingWeek.includes(weekday));
  const none: number[] = [];
  return (day: number): number[] => {
    const row = rows.get(day);
    if (!row) return inWeek[weekdayIndex(day)] ? usual(day) : none;
    if (isDayOff(row)) return none;
    return row.officeHours ? openMinutes(row.officeHours) : usual(day);
  };
}

function addSpans(spans: number[], zone: Zone, day: number, minutes: number[]): void {
  for (let index = 0; index < minutes.length; index += 2) {
    const opens = fromLocal(zone, day * DAY_MS + minutes[index]! * MINUTE_MS);
    const closes = fromLocal(zone, day * DAY_MS + minutes[index + 1]! * MINUTE_MS);
    // A stretch that lies wholly in the hour skipped in spring never happens.
    if (closes > opens) spans.push(day, opens, closes);
  }
}

function splitSpans(spans: number[]) {
  const count = spans.length / 3;
  const dayOfSpan = new Int32Array(count);
  const opensAt = new Float64Array(count);
  const closesAt = new Float64Array(count);
  const openBefore = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) {
    dayOfSpan[index] = spans[index * 3]!;
    opensAt[index] = spans[index * 3 + 1]!;
    closesAt[index] = spans[index * 3 + 2]!;
    openBefore[index + 1] = openBefore[index]! + closesAt[index]! - opensAt[index]!;
  }
  return { dayOfSpan, opensAt, closesAt, openBefore };
}

/**
 * The Government fixes the days off each autumn for the next year, so in a projected year an ordinary
 * weekday is as uncertain as the holidays themselves.
 */
function uncertainty(data: CalendarData, rows: Map<number, CalendarDay>) {
  const { knownFrom, knownUntil } = knownDates(data);
  const projectedFrom = readDay(data.projectedFrom) ?? Number.POSITIVE_INFINITY;
  return (day: number): boolean =>
    day < knownFrom || day > knownUntil || day >= projectedFrom || isProjected(rows.get(day));
}

export function isProjected(row: CalendarDay | undefined): boolean {
  return typeof row?.confidence === 'string' && /project/i.test(row.confidence);
}

/** On file, yet compared with no source. */
export function isUnverified(row: CalendarDay): boolean {
  return /unverified|not verified/i.test(row.confidence ?? '');
}

function knownDates(data: CalendarData): { knownFrom: number; knownUntil: number } {
  const dates = data.days.map((row) => row.date).sort();
  const first = dates[0];
  const last = dates.at(-1);
  return {
    knownFrom: readDay(data.knownFrom ?? (first && `${first.slice(0, 4)}-01-01`)) ?? Number.POSITIVE_INFINITY,
    knownUntil: readDay(data.knownUntil ?? (last && `${last.slice(0, 4)}-12-31`)) ?? Number.NEGATIVE_INFINITY,
  };
}
