import type { DatedRow } from '../../city/dated-rows.ts';

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

interface Reason {
  key: string;
  count: number;
  step?: ReminderPoint['step'];
}

/** Key and number of the words that name a point, and whose end it is: they hold whatever the table says. */
export function reasonOf({ step, share, workingDays = 0 }: ReminderPoint): Reason {
  const of = step ? { step } : {};
  if (share !== undefined) return { ...of, key: 'share', count: Math.round(share * 100) };
  if (workingDays === 0) return { ...of, key: 'on-the-day', count: 0 };
  return { ...of, key: workingDays < 0 ? 'before' : 'after', count: Math.abs(workingDays) };
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

type Moment = Pick<ReminderPoint, 'step' | 'share' | 'workingDays'>;
const sameMoment = (a: Moment, b: Moment) =>
  (a.step ?? null) === (b.step ?? null) && a.share === b.share && a.workingDays === b.workingDays;

/** Two points that would tell somebody twice at one moment; or tell others in another row what one row can say. */
export function clash(a: ReminderPoint, b: ReminderPoint): boolean {
  return sameMoment(a, b) && (a.escalation === b.escalation || a.to.some((whom) => b.to.includes(whom)));
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
