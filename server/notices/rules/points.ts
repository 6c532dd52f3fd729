/** Points on the clock of an item at which somebody is told. Dated data: data/seed/reminders.json. */
export const TOLD = ['official', 'head', 'coordinator', 'leader'] as const;
export type Told = (typeof TOLD)[number];

export interface ReminderPoint {
  /** Reached when this part of the office time is used. */
  share?: number;
  /** Reached at the opening of the working day so many after the date; negative: before it. */
  workingDays?: number;
  to: readonly Told[];
  /** Goes out even to those who want no daily letter. */
  escalation: boolean;
}

export interface ReminderRow {
  /** Local dates, inclusive; `validTo` null while in force. */
  validFrom: string;
  validTo: string | null;
  points: readonly ReminderPoint[];
}

/** What a point is measured on. */
export interface PointClock {
  /** Part of the office time used at an instant; more than 1 once the date has passed. */
  used(at: Date): number;
  /** Opening of the working day so many after the day of the date. */
  openingAfter(workingDays: number): Date;
}

/** A stretch of time, without its first instant. */
export interface Window {
  after: Date;
  until: Date;
}

/** The points in force on a date (yyyy-mm-dd); none when no row covers it. */
export function pointsAt(rows: readonly ReminderRow[], date: string): readonly ReminderPoint[] {
  return (
    rows.find((row) => row.validFrom <= date && (row.validTo === null || date <= row.validTo))?.points ?? []
  );
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * The table with other points from a date (yyyy-mm-dd) on. What held before stays on file; what begins later stays as it
 * is, so a change for next month survives one for tomorrow.
 */
export function pointsChanged(
  rows: readonly ReminderRow[],
  from: string,
  change: (points: readonly ReminderPoint[]) => readonly ReminderPoint[],
): ReminderRow[] {
  const later = rows.filter(({ validFrom }) => validFrom > from);
  const next = later.map(({ validFrom }) => validFrom).sort()[0];
  const earlier = rows
    .filter(({ validFrom }) => validFrom < from)
    .map((row) => (row.validTo === null || row.validTo >= from ? { ...row, validTo: dayBefore(from) } : row));
  const points = change(pointsAt(rows, from));
  return [...earlier, { validFrom: from, validTo: next ? dayBefore(next) : null, points }, ...later];
}

/** Two points that are reached at the same moment. */
export function samePoint(a: ReminderPoint, b: ReminderPoint): boolean {
  return a.share === b.share && a.workingDays === b.workingDays;
}

/** The points that an item reaches within the window; each belongs to exactly one of windows that follow each other. */
export function pointsReached(
  points: readonly ReminderPoint[],
  clock: PointClock,
  { after, until }: Window,
): ReminderPoint[] {
  return points.filter(({ share, workingDays }) => {
    if (share !== undefined) return clock.used(after) < share && clock.used(until) >= share;
    if (workingDays === undefined) return false;
    const at = clock.openingAfter(workingDays);
    return at > after && at <= until;
  });
}

export type PointFault = 'overlap' | 'no-measure' | 'two-measures' | 'share' | 'days' | 'nobody' | 'dates';

/** What is wrong with the table; empty when it can be used. */
export function checkReminders(rows: readonly ReminderRow[]): PointFault[] {
  const faults: PointFault[] = rows.flatMap((row) => row.points.flatMap(checkPoint));
  const sorted = [...rows].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  if (sorted.some(({ validFrom, validTo }) => validTo !== null && validTo < validFrom)) faults.push('dates');
  const clash = sorted.some((row, at) => {
    const next = sorted[at + 1];
    return next !== undefined && (row.validTo === null || row.validTo >= next.validFrom);
  });
  if (clash) faults.push('overlap');
  return [...new Set(faults)];
}

function checkPoint({ share, workingDays, to }: ReminderPoint): PointFault[] {
  const faults: PointFault[] = [];
  if (share === undefined && workingDays === undefined) faults.push('no-measure');
  if (share !== undefined && workingDays !== undefined) faults.push('two-measures');
  if (share !== undefined && !(share > 0 && share < 1)) faults.push('share');
  if (workingDays !== undefined && !Number.isInteger(workingDays)) faults.push('days');
  if (to.length === 0 || to.some((each) => !TOLD.includes(each))) faults.push('nobody');
  return faults;
}
