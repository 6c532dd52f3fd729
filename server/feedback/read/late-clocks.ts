import mongoose from 'mongoose';
import { earlierClocks } from '../clocks/lateness.ts';
import { idsLateIn } from '../figures/read.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { OPEN } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';

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
  'reopening.lookFrom': 1,
  'reopening.second.unit': 1,
  'reopening.second.dueAt': 1,
  'reopening.second.closedAt': 1,
  'reopening.second.limit': 1,
  'reopening.second.classification': 1,
  'reopening.second.firstReply': 1,
  'reopening.second.extensions': 1,
  'reopening.second.apology': 1,
  'reopening.second.holdings': 1,
  'reopening.second.calendarVersion': 1,
  'reopening.second.closedCalendar': 1,
} as const;

type Top = Exclude<keyof typeof CLOCK, `${string}.${string}`>;

/** One clock of an item, with everything that `lateness` reads: no text, no sender, no official. */
export type LateClock = Pick<FeedbackFields, Top | 'reopening'>;

/** Read at once: a page of the store's answers. */
const TOGETHER = 500;

/**
 * The clocks that may have been late in a month: of items with a date before its end that are open or were closed after
 * it the present clock, and of reopened items those of the answers before.
 * @param before its end, or now while it runs
 */
export async function lateClocks({ month, before }: { month: string; before: Date }): Promise<LateClock[]> {
  const open = await Feedback.find(
    { closedAt: null, status: { $in: [...OPEN] }, dueAt: { $lt: before }, ...UNSHIELDED },
    CLOCK,
  ).lean<LateClock[]>();
  const closed = await closedLate(month);
  const present = closed.filter(({ closedAt, dueAt }) => closedAt && closedAt > dueAt);
  return [...open, ...present, ...closed.flatMap(earlierClocks)];
}

/** Items with a clock that was closed late and may stand on the list of a month; what has just been closed too. */
async function closedLate(month: string): Promise<LateClock[]> {
  const ids = new Set(await idsLateIn(month));
  const under = await Feedback.find({ 'pending.at': { $gt: new Date(0) } }, { _id: 1 }).lean();
  for (const { _id } of under) ids.add(_id.toHexString());
  const all = [...ids].map((id) => new mongoose.Types.ObjectId(id));
  const found: LateClock[] = [];
  for (let at = 0; at < all.length; at += TOGETHER) {
    const some = all.slice(at, at + TOGETHER);
    found.push(...(await Feedback.find({ _id: { $in: some }, ...UNSHIELDED }, CLOCK).lean<LateClock[]>()));
  }
  return found;
}
