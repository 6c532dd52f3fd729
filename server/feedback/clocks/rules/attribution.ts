import type { Holding, Worked } from '../../item/rules/holdings.ts';

/** Time lost by whoever held the item. */
export interface LostTime {
  /** null: the coordinators. */
  unit: string | null;
  /** Office minutes. */
  minutes: number;
}

export interface DelayCase {
  /** Oldest first, without gaps. */
  holdings: readonly Holding[];
  dueAt: Date;
  /** When it was answered, or the moment at which one looks. */
  end: Date;
  /** Until when a unit may keep what it then passes on; null: there is no such limit. */
  passOnBy(holding: Holding): Date | null;
  /** Office minutes without the time in which the sender was waited for. */
  worked: Worked;
}

/**
 * Books a delay on those who held the item (domain/rules.md, section 2). First on who overran a limit of the own:
 * coordinators that of screening or of a dispute, a unit that passed the item on the one for passing on; who passed it
 * on in time is not late, nor a unit that has ended. The rest falls on whoever held it past the sender's date, the last
 * holder first.
 * @returns one row for each who lost time; together exactly the office time between date and end
 */
export function attributeDelay(delay: DelayCase): LostTime[] {
  const { dueAt, end, worked } = delay;
  if (end <= dueAt) return [];
  const holdings = delay.holdings.filter(({ from }) => from < end);
  const spans = holdings.map((holding) => ({ holding, until: earlier(holding.to ?? end, end) }));
  const lost = spans.map(() => 0);
  let rest = worked(dueAt, end);
  const book = (at: number, minutes: number) => {
    const booked = Math.max(0, Math.min(rest, minutes));
    lost[at] = lost[at]! + booked;
    rest -= booked;
  };
  spans.forEach(({ until }, at) => {
    const limit = at < spans.length - 1 ? ownLimit(holdings, at, delay) : null;
    if (limit && until > limit) book(at, worked(limit, until));
  });
  for (let at = spans.length - 1; at >= 0; at--) {
    const { holding, until } = spans[at]!;
    const from = later(holding.from, dueAt);
    if (until > from) book(at, worked(from, until) - lost[at]!);
  }
  if (rest > 0 && spans.length > 0) book(spans.length - 1, rest);
  return byUnit(spans.map(({ holding }, at) => ({ unit: holding.unit, minutes: lost[at]! })));
}

function ownLimit(holdings: readonly Holding[], at: number, { passOnBy }: DelayCase): Date | null {
  const holding = holdings[at]!;
  if (holding.unit === null) return holding.dueAt;
  const next = holdings.slice(at + 1).find(({ unit }) => unit !== null);
  return next && next.unit !== holding.unit && !next.takenOver ? passOnBy(holding) : null;
}

const earlier = (...dates: Date[]) => new Date(Math.min(...dates.map(Number)));
const later = (...dates: Date[]) => new Date(Math.max(...dates.map(Number)));

function byUnit(rows: LostTime[]): LostTime[] {
  const units = [...new Set(rows.map(({ unit }) => unit))];
  return units.map((unit) => ({
    unit,
    minutes: rows.filter((row) => row.unit === unit).reduce((sum, row) => sum + row.minutes, 0),
  }));
}

export interface LostDays {
  unit: string | null;
  days: number;
}

export interface LateDates {
  /** Local dates (yyyy-mm-dd): of the deadline, and of the answer or of the last day that one looks at. */
  due: string;
  end: string;
  /** First and last date of each time in which the sender was waited for: of the dates between, the first counts. */
  waits: readonly { from: string; to: string }[];
  /** Working days after a date, up to and with another; none when that is not later. */
  between(after: string, last: string): number;
}

/**
 * Working days late: every one after the date, up to and with that of the answer, but for those on which the sender was
 * waited for. The day on which the sender was asked counts, as it does for the date itself. Who is late at all is late
 * by one.
 */
export function daysLate({ due, end, waits, between }: LateDates): number {
  const waited = waits.map(({ from, to }) => between(from > due ? from : due, to < end ? to : end));
  return Math.max(1, between(due, end) - waited.reduce((sum, days) => sum + days, 0));
}

/**
 * Whole days shared out by the time lost, the largest remainders first: the shares add up to the days of the item.
 * Units left with none are left out.
 * @param holder on whom it falls when no office time was lost: answered after hours, or at the opening
 */
export function shareDays(days: number, lost: readonly LostTime[], holder: string | null): LostDays[] {
  const total = lost.reduce((sum, { minutes }) => sum + minutes, 0);
  if (total <= 0) return [{ unit: holder, days }];
  const exact = lost.map(({ unit, minutes }) => ({ unit, share: (days * minutes) / total }));
  const rows = exact.map(({ unit, share }) => ({ unit, days: Math.floor(share + 1e-9), share }));
  const left = days - rows.reduce((sum, row) => sum + row.days, 0);
  const byRemainder = [...rows].sort((a, b) => b.share - b.days - (a.share - a.days));
  for (const row of byRemainder.slice(0, left)) row.days++;
  return rows.filter((row) => row.days > 0).map((row) => ({ unit: row.unit, days: row.days }));
}
