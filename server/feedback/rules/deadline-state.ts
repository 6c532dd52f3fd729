import { CLOSED, type Status } from './status.ts';

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
  receivedAt: Date;
  closedAt?: Date | null;
}

/** One working day of eight hours, as a plain day: "due soon" is a hint for the eye, not a rule with effects. */
const ONE_DAY_MS = 86_400_000;

/** Due soon: at most a fifth of the time, or one day, is left (domain/calendar.md, section 4.5). */
export function deadlineState(dates: Dates, now: Date): DeadlineState {
  const due = dates.dueAt.getTime();
  if (dates.status === 'answered') {
    return (dates.closedAt?.getTime() ?? 0) <= due ? 'answered-in-time' : 'answered-late';
  }
  if (CLOSED.includes(dates.status)) return 'none';
  if (dates.status === 'waiting') return 'paused';
  const left = due - now.getTime();
  if (left < 0) return 'overdue';
  const span = due - dates.receivedAt.getTime();
  return left <= Math.max(span / 5, ONE_DAY_MS) ? 'due-soon' : 'open-in-time';
}
