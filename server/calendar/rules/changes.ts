import type { CalendarData, CalendarDay, DayKind, DayName } from './types.ts';

export type DayChange = 'day-added' | 'day-removed' | 'day-switched-on' | 'day-switched-off' | 'day-edited';
export type HoursChange = 'time-zone' | 'working-week' | 'office-hours' | 'other-hours' | 'projection';

/** One difference between two versions of a calendar. */
export interface CalendarChange {
  what: DayChange | HoursChange;
  date?: string;
  kind?: DayKind;
  name?: DayName;
}

const AD_HOC: readonly DayKind[] = ['ad_hoc_off', 'ad_hoc_work'];

export function isAdHoc(kind: DayKind | undefined): boolean {
  return kind !== undefined && AD_HOC.includes(kind);
}

/** A date may have a row of each kind, for a day may be switched off while another row takes its place. */
const keyOf = (row: CalendarDay) => `${row.date} ${row.kind}`;
const isOn = (row: CalendarDay) => row.active !== false;

/** What differs between two calendars, days in order of their dates. */
export function changesBetween(before: CalendarData, after: CalendarData): CalendarChange[] {
  const old = new Map(before.days.map((row) => [keyOf(row), row]));
  const now = new Map(after.days.map((row) => [keyOf(row), row]));
  const days: CalendarChange[] = [];
  const add = (what: DayChange, { date, kind, name }: CalendarDay) => days.push({ what, date, kind, name });
  for (const [key, row] of now) {
    const earlier = old.get(key);
    if (!earlier) add('day-added', row);
    else if (isOn(earlier) !== isOn(row)) add(isOn(row) ? 'day-switched-on' : 'day-switched-off', row);
    else if (!same({ ...earlier, active: true }, { ...row, active: true })) add('day-edited', row);
  }
  for (const [key, row] of old) if (!now.has(key)) add('day-removed', row);
  days.sort((a, b) => (a.date! < b.date! ? -1 : 1));
  return [...days, ...changesOfHours(before, after)];
}

/** Of two calendars the earlier one with the days of the later that were closed or opened on short notice. */
export function withAdHocDays(before: CalendarData, after: CalendarData): CalendarData {
  const kept = before.days.filter(({ kind }) => !isAdHoc(kind));
  return { ...before, days: [...kept, ...after.days.filter(({ kind }) => isAdHoc(kind))] };
}

function changesOfHours(before: CalendarData, after: CalendarData): CalendarChange[] {
  const changes: CalendarChange[] = [];
  if (before.timeZone !== after.timeZone) changes.push({ what: 'time-zone' });
  if (!same(before.workingWeek, after.workingWeek)) changes.push({ what: 'working-week' });
  if (!same(before.officeHours, after.officeHours)) changes.push({ what: 'office-hours' });
  if (!same(before.hours ?? [], after.hours ?? [])) changes.push({ what: 'other-hours' });
  const known = ({ knownFrom, knownUntil, projectedFrom }: CalendarData) => [
    knownFrom,
    knownUntil,
    projectedFrom,
  ];
  if (!same(known(before), known(after))) changes.push({ what: 'projection' });
  return changes;
}

/** Data from the store come with their fields in another order than data typed just now. */
function same(a: unknown, b: unknown): boolean {
  return ordered(a) === ordered(b);
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
      : each,
  );
}
