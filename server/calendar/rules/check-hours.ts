import { readDay, readTime } from './civil-days.ts';
import { shown } from './faults.ts';
import { hoursRank } from './hours.ts';
import { type HoursRow, type Report, WEEKDAYS } from './types.ts';

/** Intervals of one day: at least one, each a pair of times in order, none over another. */
export function checkHours(intervals: unknown, where: string, error: Report): void {
  if (!Array.isArray(intervals) || intervals.length === 0) {
    error('office-hours-missing', where);
    return;
  }
  const read = intervals.map((interval, index) => readInterval(interval, `${where}.${index}`, error));
  const sound = read.filter((interval) => interval !== undefined).sort((a, b) => a.from - b.from);
  for (let index = 1; index < sound.length; index += 1) {
    const [earlier, later] = [sound[index - 1]!, sound[index]!];
    if (later.from < earlier.until) {
      error('intervals-overlap', where, { first: earlier.text, second: later.text });
    }
  }
}

function readInterval(interval: unknown, where: string, error: Report) {
  const pair = Array.isArray(interval) && interval.length === 2 ? interval : [interval, ''];
  const [from, until] = pair.map(readTime);
  if (from === undefined || until === undefined) {
    error('time-malformed', where, { time: pair.map(shown).join('–') });
    return undefined;
  }
  const text = `${pair[0]}–${pair[1]}`;
  if (from >= until) {
    error('interval-reversed', where, { interval: text });
    return undefined;
  }
  return { from, until, text };
}

/** Rows of other hours. Two rows of the same rank may not both speak for one date. */
export function checkHoursRows(rows: unknown, error: Report): void {
  if (rows === undefined) return;
  if (!Array.isArray(rows)) {
    error('hours-unreadable', 'hours');
    return;
  }
  const sound = rows.filter((row, index) => checkHoursRow(row, `hours.${index}`, error)) as HoursRow[];
  sound.forEach((row, index) => {
    const clash = sound.slice(0, index).find((other) => overlap(other, row));
    if (clash) {
      const where = `hours.${rows.indexOf(row)}`;
      error('hours-overlap', where, { from: row.from ?? '…', until: row.until ?? '…' });
    }
  });
}

function checkHoursRow(row: HoursRow, where: string, error: Report): boolean {
  if (typeof row !== 'object' || row === null) {
    error('hours-unreadable', where);
    return false;
  }
  let sound = true;
  const fault: Report = (key, path, values) => {
    sound = false;
    error(key, path, values);
  };
  for (const field of ['from', 'until'] as const) {
    const date = row[field];
    if (date !== undefined && readDay(date) === undefined) {
      fault('date-malformed', `${where}.${field}`, { date: shown(date) });
    }
  }
  if (sound && row.from && row.until && row.from > row.until) {
    fault('dates-reversed', where, { from: row.from, until: row.until });
  }
  checkRowWeekdays(row.weekdays, `${where}.weekdays`, fault);
  checkHours(row.officeHours, `${where}.officeHours`, fault);
  return sound;
}

function checkRowWeekdays(weekdays: unknown, where: string, fault: Report): void {
  if (weekdays === undefined) return;
  const list = Array.isArray(weekdays) && weekdays.length > 0 ? weekdays : [weekdays];
  for (const weekday of list) {
    if (!WEEKDAYS.includes(weekday)) fault('weekday-unknown', where, { weekday: shown(weekday) });
  }
}

function overlap(a: HoursRow, b: HoursRow): boolean {
  if (hoursRank(a) !== hoursRank(b)) return false;
  if (a.until && b.from && a.until < b.from) return false;
  if (b.until && a.from && b.until < a.from) return false;
  return !a.weekdays || !b.weekdays || a.weekdays.some((weekday) => b.weekdays!.includes(weekday));
}
