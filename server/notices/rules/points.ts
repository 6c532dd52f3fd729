import { type DatedRow, rowOn, withRow } from '../../city/dated-rows.ts';

/** Points on the clock of an item at which somebody is told. Dated data: data/seed/reminders.json. */
export const TOLD = ['official', 'head', 'coordinator', 'leader'] as const;
export type Told = (typeof TOLD)[number];

/** Limits of whoever holds an item, beside the sender's date. */
export const REMINDED_STEPS = ['screening', 'acceptance', 'dispute', 'first_reply'] as const;
export type RemindedStep = (typeof REMINDED_STEPS)[number];

export interface ReminderPoint {
  /** Whose end it is measured on; absent: the sender's date. */
  step?: RemindedStep;
  /** Reached when this part of the office time is used. */
  share?: number;
  /** Reached at the opening of the working day so many after the date; negative: before it. */
  workingDays?: number;
  to: readonly Told[];
  /** Goes out even to those who want no daily letter. */
  escalation: boolean;
}

export interface ReminderRow extends DatedRow {
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
  return rowOn(rows, date)?.points ?? [];
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
  return withRow(rows, { validFrom: from, points: change(pointsAt(rows, from)) });
}

type Moment = Pick<ReminderPoint, 'step' | 'share' | 'workingDays'>;
export type PointName = Moment & Pick<ReminderPoint, 'escalation'>;

const sameMoment = (a: Moment, b: Moment) =>
  (a.step ?? null) === (b.step ?? null) && a.share === b.share && a.workingDays === b.workingDays;

/** At one moment there are two points at most: one that always goes out, and one of the daily letter. */
export function samePoint(a: PointName, b: PointName): boolean {
  return sameMoment(a, b) && a.escalation === b.escalation;
}

/**
 * The points with one more. Whoever is told at that moment already stays told; whom the new one names is told as it says,
 * always or by the daily letter.
 */
export function withPoint(points: readonly ReminderPoint[], point: ReminderPoint): ReminderPoint[] {
  const others = points
    .map((each) =>
      sameMoment(each, point) ? { ...each, to: each.to.filter((whom) => !point.to.includes(whom)) } : each,
    )
    .filter(({ to }) => to.length > 0);
  const along = others.find((each) => samePoint(each, point));
  const to = TOLD.filter((whom) => point.to.includes(whom) || along?.to.includes(whom));
  return inOrder([...others.filter((each) => each !== along), { ...point, to }]);
}

/** Those of the sender's date first; in each, as time goes on. */
function inOrder(points: ReminderPoint[]): ReminderPoint[] {
  const step = (point: ReminderPoint) => (point.step ? REMINDED_STEPS.indexOf(point.step) : -1);
  const moment = ({ share, workingDays = 0 }: ReminderPoint) =>
    share === undefined ? workingDays : share - 1000;
  return points.sort((a, b) => step(a) - step(b) || moment(a) - moment(b));
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

export type PointFault =
  | 'overlap'
  | 'step'
  | 'no-measure'
  | 'two-measures'
  | 'share'
  | 'days'
  | 'nobody'
  | 'dates';

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

function checkPoint({ step, share, workingDays, to }: ReminderPoint): PointFault[] {
  const faults: PointFault[] = [];
  if (step !== undefined && !REMINDED_STEPS.includes(step)) faults.push('step');
  if (share === undefined && workingDays === undefined) faults.push('no-measure');
  if (share !== undefined && workingDays !== undefined) faults.push('two-measures');
  if (share !== undefined && !(share > 0 && share < 1)) faults.push('share');
  if (workingDays !== undefined && !Number.isInteger(workingDays)) faults.push('days');
  if (to.length === 0 || to.some((each) => !TOLD.includes(each))) faults.push('nobody');
  return faults;
}
