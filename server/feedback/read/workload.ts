import type { QueryFilter } from 'mongoose';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { CLOCK_RUNS, PAUSED } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';

const PLACE = {
  code: 1,
  unit: 1,
  assignee: 1,
  dueAt: 1,
  regulation: 1,
  concernsUnit: 1,
  ward: 1,
  raised: 1,
} as const;

const TIME_WITH_UNIT = {
  kind: 1,
  receivedAt: 1,
  closedAt: 1,
  pauses: 1,
  waitingSince: 1,
  holdings: 1,
} as const;

const AHEAD = { ...PLACE, ...TIME_WITH_UNIT, status: 1 } as const;
const ANSWERED = { ...TIME_WITH_UNIT, unit: 1, assignee: 1, regulation: 1 } as const;

/** Who has an item, or would get it, and until when. */
export type ItemPlace = Pick<FeedbackFields, keyof typeof PLACE>;
/** The same, with what tells how long its unit has had it. */
export type ItemAhead = Pick<FeedbackFields, keyof typeof AHEAD>;
/** An answered item, with what tells how long its unit has had it. */
export type AnsweredItem = Pick<FeedbackFields, '_id' | keyof typeof ANSWERED>;

export interface Ahead {
  now: Date;
  until: Date;
  /** Slugs of the units whose items are looked at, null: those that no unit has yet; undefined: all. */
  units: readonly (string | null)[] | undefined;
  most: number;
}

/** Open items whose date lies ahead, up to a horizon, and paused ones that were asked about before their date; by date. */
export async function itemsDueAhead({ now, until, units, most }: Ahead): Promise<ItemAhead[]> {
  const whose = { ...(units ? { unit: { $in: units } } : {}), closedAt: null, ...UNSHIELDED };
  const earliest = (filter: QueryFilter<FeedbackFields>) =>
    Feedback.find({ ...whose, ...filter }, AHEAD)
      .sort({ dueAt: 1, _id: 1 })
      .limit(most)
      .lean<ItemAhead[]>();
  // Each goes through an index in the order of the dates: together they would be put in order first, late ones too.
  const found = await Promise.all([
    earliest({ status: { $in: [...CLOCK_RUNS] }, dueAt: { $gt: now, $lt: until } }),
    earliest({ status: { $in: [...PAUSED] }, dueAt: { $lt: until } }),
  ]);
  const rows = found.flat().sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  // Whoever was asked after the date is late already.
  return rows.slice(0, most).filter(({ waitingSince, dueAt }) => !waitingSince || waitingSince <= dueAt);
}

/** Everything that waits for an answer of a unit, late items too, with a date before a moment. */
export function itemsInQueue(until: Date): AsyncIterable<ItemPlace> {
  return Feedback.find(
    { closedAt: null, status: { $in: [...CLOCK_RUNS] }, dueAt: { $lt: until }, ...UNSHIELDED },
    PLACE,
  )
    .lean<ItemPlace[]>()
    .cursor() as unknown as AsyncIterable<ItemPlace>;
}

/** Items answered in a time, both ends included, in the order of their answers. */
export function itemsAnswered({ from, to }: { from: Date; to: Date }): AsyncIterable<AnsweredItem> {
  return Feedback.find({ closedAt: { $gte: from, $lte: to }, status: 'answered', ...UNSHIELDED }, ANSWERED)
    .sort({ closedAt: 1, _id: 1 })
    .lean<AnsweredItem[]>()
    .cursor() as unknown as AsyncIterable<AnsweredItem>;
}
