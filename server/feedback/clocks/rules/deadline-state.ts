import { CLOSED, PAUSED, type Status } from '../../item/rules/status.ts';

/** Derived at read time, never stored: it changes by itself. */
export type DeadlineState =
  | 'open-in-time'
  | 'due-soon'
  | 'overdue'
  | 'answered-in-time'
  | 'answered-late'
  | 'paused'
  | 'none';

export interface Dates {
  status: Status;
  dueAt: Date;
  closedAt?: Date | null;
  /** When the sender was asked, while the reply is awaited. */
  waitingSince?: Date | null;
}

/** Office time in minutes: left until the date, given in all, and of one working day. */
export interface OfficeTime {
  left: number;
  given: number;
  day: number;
}

/** Due soon: at most a fifth of the time, or one working day, is left (domain/calendar.md, section 4.5). */
export function isDueSoon({ left, given, day }: OfficeTime): boolean {
  return left <= Math.max(given / 5, day);
}

/** A pause holds a date that has not passed; a question asked after it makes nothing undone. */
export function deadlineState(dates: Dates, now: Date, soon: () => boolean): DeadlineState {
  const { status, dueAt, closedAt, waitingSince } = dates;
  if (status === 'answered') return closedAt && closedAt <= dueAt ? 'answered-in-time' : 'answered-late';
  if (CLOSED.includes(status)) return 'none';
  if (PAUSED.includes(status) && !(waitingSince && waitingSince > dueAt)) return 'paused';
  if (dueAt < now) return 'overdue';
  return soon() ? 'due-soon' : 'open-in-time';
}

export interface Waits {
  dueAt: Date;
  waitingSince: Date | null;
  pauses: readonly { from: Date; to: Date }[];
}

/**
 * Whether the date had passed by a moment. It does not pass while the sender is waited for, even if no reply ever comes;
 * a question asked after it undoes nothing.
 */
export function hadPassed({ dueAt, waitingSince, pauses }: Waits, at: Date): boolean {
  if (at <= dueAt) return false;
  const open = waitingSince && waitingSince < at ? [{ from: waitingSince, to: at }] : [];
  return ![...pauses, ...open].some(({ from, to }) => from <= dueAt && to >= at);
}

/** Whether the date that an apology named has passed too, without an answer. @param at of the answer, or now */
export function promiseMissed(apology: { promisedAt: Date | null } | null, at: Date): boolean {
  return !!apology?.promisedAt && apology.promisedAt < at;
}
