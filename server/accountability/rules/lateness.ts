import type { Status } from '../../feedback/rules.ts';

/** From its first moment to that of the next month, in the city's time zone. */
export interface Month {
  /** yyyy-mm */
  name: string;
  start: Date;
  end: Date;
}

export type LateAs = 'answered-late' | 'refused-late' | 'open-late';

export interface LateCase {
  status: Status;
  dueAt: Date;
  closedAt: Date | null;
  /** Since when the sender is waited for. */
  waitingSince: Date | null;
}

/** The moment as of which a month is told: its end, or now while it runs. */
export function asOf(month: Month, now: Date): Date {
  return month.end < now ? month.end : now;
}

/**
 * Whether and how an item stands on the list of a month (domain/rules.md, section 2): closed in it after the date, or
 * still open at its end past the date. While the sender is waited for a date does not pass; a question asked after it
 * undoes nothing. An answer that the head sent back is none: the item is open.
 */
export function lateAs(item: LateCase, month: Month, now: Date): LateAs | undefined {
  const { status, dueAt, closedAt, waitingSince } = item;
  const at = asOf(month, now);
  if (closedAt && closedAt < month.start) return undefined;
  if (closedAt && closedAt < at) {
    if (closedAt <= dueAt) return undefined;
    if (status === 'answered') return 'answered-late';
    return status === 'refused' ? 'refused-late' : undefined;
  }
  const held = waitingSince !== null && waitingSince <= dueAt;
  return dueAt < at && !held ? 'open-late' : undefined;
}
