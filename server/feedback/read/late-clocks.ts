import { firstClock } from '../clocks/lateness.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';

const CLOCK = {
  code: 1,
  kind: 1,
  regulation: 1,
  status: 1,
  unit: 1,
  receivedAt: 1,
  dueAt: 1,
  closedAt: 1,
  calendarVersion: 1,
  closedCalendar: 1,
  limit: 1,
  classification: 1,
  firstReply: 1,
  waitingSince: 1,
  pauses: 1,
  holdings: 1,
  extensions: 1,
  apology: 1,
  'reopening.at': 1,
  'reopening.unit': 1,
  'reopening.first.dueAt': 1,
  'reopening.first.closedAt': 1,
  'reopening.first.limit': 1,
  'reopening.first.classification': 1,
  'reopening.first.firstReply': 1,
  'reopening.first.extensions': 1,
  'reopening.first.apology': 1,
  'reopening.first.holdings': 1,
  'reopening.first.calendarVersion': 1,
  'reopening.first.closedCalendar': 1,
} as const;

type Top = Exclude<keyof typeof CLOCK, `${string}.${string}`>;

/** One clock of an item, with everything that `lateness` reads: no text, no sender, no official. */
export type LateClock = Pick<FeedbackFields, Top | 'reopening'>;

/**
 * The clocks that may have been late in a time: of items with a date before its end that are open or were closed since its
 * beginning the present clock, and of reopened items that of the first answer.
 */
export async function lateClocks({ since, before }: { since: Date; before: Date }): Promise<LateClock[]> {
  const closedSince = { $gte: since };
  const present = await Feedback.find(
    { dueAt: { $lt: before }, $or: [{ closedAt: null }, { closedAt: closedSince }] },
    CLOCK,
  ).lean<LateClock[]>();
  const reopened = await Feedback.find({ 'reopening.first.closedAt': closedSince }, CLOCK).lean<
    LateClock[]
  >();
  return [...present, ...reopened.flatMap((row) => firstClock(row) ?? [])];
}
