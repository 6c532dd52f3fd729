import { hadPassed, type Waits } from '../../feedback/clocks/rules/deadline-state.ts';
import type { Status } from '../../feedback/item/rules/status.ts';

/** From its first moment to that of the next month, in the city's time zone. */
export interface Month {
  /** yyyy-mm */
  name: string;
  start: Date;
  end: Date;
}

export const LATE_AS = [
  'answered-late',
  'refused-late',
  'withdrawn-late',
  'lapsed-late',
  'open-late',
] as const;
export type LateAs = (typeof LATE_AS)[number];

export interface LateCase extends Waits {
  status: Status;
  closedAt: Date | null;
}

const CLOSED_AS: Partial<Record<Status, LateAs>> = {
  answered: 'answered-late',
  refused: 'refused-late',
  withdrawn: 'withdrawn-late',
  lapsed: 'lapsed-late',
};

/** The moment as of which a month is told: its end, or now while it runs. */
export function asOf(month: Month, now: Date): Date {
  return month.end < now ? month.end : now;
}

/**
 * Whether and how an item stands on the list of a month (domain/rules.md, section 2): closed in it after the date, or
 * still open at its end past the date. However it was closed: what has been late stays on the list. An answer that the
 * head sent back is none: the item is open.
 */
export function lateAs(item: LateCase, month: Month, now: Date): LateAs | undefined {
  const { status, closedAt } = item;
  const at = asOf(month, now);
  if (closedAt && closedAt < month.start) return undefined;
  const closed = closedAt && closedAt < at ? closedAt : undefined;
  if (!hadPassed(item, closed ?? at)) return undefined;
  return (closed && CLOSED_AS[status]) || 'open-late';
}
