import { type AppealOutcome, wasRight } from './appeal.ts';
import type { Grades } from './grades.ts';
import { ACCEPTED, type Status } from './status.ts';

/**
 * How an item was handled, in one word. Each item has one, so that nothing is gained by splitting an answer in two, by
 * closing it early or by an answer that is none: the worst that can be said of it counts. In this order.
 */
export const HANDLED_AS = ['late', 'appealed', 'reopened', 'dissatisfied', 'overridden', 'well'] as const;
export type HandledAs = (typeof HANDLED_AS)[number];

interface Clock {
  dueAt: Date;
  closedAt: Date | null;
  /** Its date had passed, and that was noted. */
  overdueAt: Date | null;
}

interface Held {
  unit: string | null;
  from: Date;
  to: Date | null;
}

export interface HandledCase extends Clock {
  status: Status;
  unit: string | null;
  /** Absent in items from before they were kept. */
  holdings?: readonly Held[];
  rating: Grades | null;
  /** Sent against the check. */
  answer: { override?: object | undefined } | null;
  reopening: { unit: string; first: Clock & { holdings?: readonly Held[] }; second?: Clock } | null;
  /** Absent in items from before there were appeals. */
  appeal?: { decision?: { outcome: AppealOutcome } | null } | null;
}

export interface Handled {
  as: HandledAs;
  /** When that was decided: the answer, or the date that passed without one. */
  at: Date;
  /** Whose it is; null: the coordinators, who had it when its date passed. */
  unit: string | null;
}

/** Any "no" to one of the three questions: it did not answer, was not clear, or solved nothing. */
function isDissatisfied({ answered, clear, solved }: Grades): boolean {
  return [answered, clear, solved].includes('no');
}

/** Whoever had it when its date passed: not who had to take over what was late already. */
function holderAt(holdings: readonly Held[] | undefined, at: Date, present: string | null): string | null {
  const holding = holdings?.findLast(({ from, to }) => from <= at && (to === null || to > at));
  return holding ? holding.unit : present;
}

/**
 * @returns undefined while it is open and in time, and for what was never a matter of the city's: refused, or withdrawn
 * or left by its sender in time
 */
export function handledAs(item: HandledCase): Handled | undefined {
  const { status, unit, reopening } = item;
  if (!ACCEPTED.includes(status) && !unit) return undefined;
  const first = reopening ? { ...reopening.first, unit: reopening.unit } : item;
  if (first.overdueAt) {
    const at = first.dueAt;
    return { as: 'late', at, unit: holderAt(first.holdings, at, first.unit) };
  }
  if (reopening) return { as: lookedAtAgain(item), at: first.closedAt!, unit: first.unit };
  if (status !== 'answered') return undefined;
  return { as: answeredAs(item), at: item.closedAt!, unit };
}

/** It belongs to the first answer, whoever gave the second: the unit whose answer was not enough. */
function lookedAtAgain({ overdueAt, reopening, appeal }: HandledCase): HandledAs {
  if (overdueAt || reopening?.second?.overdueAt) return 'late';
  const outcome = appeal?.decision?.outcome;
  return outcome && wasRight(outcome) ? 'appealed' : 'reopened';
}

function answeredAs({ rating, answer }: HandledCase): HandledAs {
  if (rating && isDissatisfied(rating)) return 'dissatisfied';
  // Whoever asked and is content is the better judge.
  return answer?.override && !rating ? 'overridden' : 'well';
}
