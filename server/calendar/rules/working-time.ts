import { DAY_MS } from '../../city/dates.ts';
import type { Calendar } from './calendar.ts';
import { dayOf, MINUTE_MS, writeDay } from './civil-days.ts';
import { DeadlineFault } from './faults.ts';
import { toLocal } from './zone.ts';

/** Number of the local civil date of an instant. Throws `beyond-horizon` outside FIRST_DATE…LAST_DATE. */
export function localDay(calendar: Calendar, at: number): number {
  return withinHorizon(calendar, Math.floor(toLocal(calendar.zone, at) / DAY_MS));
}

function withinHorizon(calendar: Calendar, day: number): number {
  if (day >= 0 && day < calendar.dayCount) return day;
  throw new DeadlineFault('beyond-horizon');
}

/** Index of the first span that closes after `at`: the one that is open, or the next to open. */
export function spanFrom(calendar: Calendar, at: number): number {
  const { closesAt } = calendar;
  let low = 0;
  let high = closesAt.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (closesAt[middle]! > at) high = middle;
    else low = middle + 1;
  }
  if (low === closesAt.length) throw new DeadlineFault('beyond-horizon');
  return low;
}

/** Open milliseconds from the first date of the calendar until `at`. */
function openUntil(calendar: Calendar, at: number): number {
  const span = spanFrom(calendar, at);
  return calendar.openBefore[span]! + Math.max(0, at - calendar.opensAt[span]!);
}

export function openBetween(calendar: Calendar, from: number, to: number): number {
  return to <= from ? 0 : openUntil(calendar, to) - openUntil(calendar, from);
}

/** The earliest instant by which `open` milliseconds of office time have passed since `from`, and its date. */
export function advance(calendar: Calendar, from: number, open: number): { at: number; day: number } {
  const { openBefore, opensAt, dayOfSpan } = calendar;
  const target = openUntil(calendar, from) + open;
  let low = spanFrom(calendar, from);
  // With time to pass the end lies in a span that is entered before the target and left at or after it.
  let high = dayOfSpan.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (openBefore[middle + 1]! >= target) high = middle;
    else low = middle + 1;
  }
  if (low >= dayOfSpan.length) throw new DeadlineFault('beyond-horizon');
  return { at: opensAt[low]! + target - openBefore[low]!, day: dayOfSpan[low]! };
}

export function worksOn(calendar: Calendar, day: number): boolean {
  return calendar.firstSpan[day + 1]! > calendar.firstSpan[day]!;
}

/** Working days in `(after, last]`; 0 when `last` is not later. */
export function workingDaysIn(calendar: Calendar, after: number, last: number): number {
  if (last <= after) return 0;
  return calendar.workingDaysBefore[last + 1]! - calendar.workingDaysBefore[after + 1]!;
}

/** The `count`-th working day after `day`, which itself is never counted. */
export function workingDayAfter(calendar: Calendar, day: number, count: number): number {
  const found = calendar.workingDays[calendar.workingDaysBefore[day + 1]! + count - 1];
  if (found === undefined) throw new DeadlineFault('beyond-horizon');
  return found;
}

/** `day` itself when people work on it, else the next day on which they do. */
export function workingDayFrom(calendar: Calendar, day: number): number {
  const found = calendar.workingDays[calendar.workingDaysBefore[withinHorizon(calendar, day)]!];
  if (found === undefined) throw new DeadlineFault('beyond-horizon');
  return found;
}

/** Close of office of a working day, in milliseconds. */
export function closeOf(calendar: Calendar, day: number): number {
  return calendar.closesAt[calendar.firstSpan[day + 1]! - 1]!;
}

/** Close of office on a local date; of the next working day, when it is none (Civil Code 2015, Art. 148). */
export function closeFrom(calendar: Calendar, date: string): Date {
  return new Date(closeOf(calendar, workingDayFrom(calendar, dayOf(date))));
}

/** Local civil date of an instant. */
export function localDate(calendar: Calendar, at: Date): string {
  return writeDay(localDay(calendar, at.getTime()));
}

/** The instant itself inside office hours, else the next opening. Office intervals are half-open. */
export function nextOpening(calendar: Calendar, at: Date): Date {
  return new Date(Math.max(at.getTime(), calendar.opensAt[spanFrom(calendar, at.getTime())]!));
}

export function isWorkingDay(calendar: Calendar, date: string): boolean {
  return worksOn(calendar, withinHorizon(calendar, dayOf(date)));
}

/** Working days after `from` up to and with `to` (local dates); negative when `to` lies before `from`. */
export function workingDaysBetween(calendar: Calendar, from: string, to: string): number {
  const first = withinHorizon(calendar, dayOf(from));
  const last = withinHorizon(calendar, dayOf(to));
  return first <= last ? workingDaysIn(calendar, first, last) : -workingDaysIn(calendar, last, first);
}

/** Minutes of office time between two instants, with fractions; negative when `to` lies before `from`. */
export function workingMinutesBetween(calendar: Calendar, from: Date, to: Date): number {
  const forth = openBetween(calendar, from.getTime(), to.getTime());
  return (forth - openBetween(calendar, to.getTime(), from.getTime())) / MINUTE_MS;
}

/** The `count`-th working day after a local date (before it, when negative); the date itself for 0. */
export function addWorkingDays(calendar: Calendar, date: string, count: number): string {
  const day = withinHorizon(calendar, dayOf(date));
  if (!Number.isInteger(count)) throw new DeadlineFault('amount-fractional', { amount: count });
  if (count === 0) return date;
  if (count > 0) return writeDay(workingDayAfter(calendar, day, count));
  const found = calendar.workingDays[calendar.workingDaysBefore[day]! + count];
  if (found === undefined) throw new DeadlineFault('beyond-horizon');
  return writeDay(found);
}

/** The earliest instant by which `minutes` of office time have passed since `from`. */
export function addWorkingMinutes(calendar: Calendar, from: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new DeadlineFault('amount-not-positive', { amount: minutes });
  if (minutes === 0) return new Date(from);
  return new Date(advance(calendar, from.getTime(), Math.round(minutes * MINUTE_MS)).at);
}
