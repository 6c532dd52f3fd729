import { KeptRows } from '../../platform/journal/index.ts';
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

/** Who has an item, or would get it, and until when, with what tells how long its unit has had it. */
export type ItemAhead = Pick<FeedbackFields, keyof typeof AHEAD>;
/** An answered item, with what tells how long its unit has had it. */
export type AnsweredItem = Pick<FeedbackFields, '_id' | keyof typeof ANSWERED>;

/** Open items change all day long, and the whole of them is looked at for each forecast. */
const KEPT = { shared: 60_000, most: 50_000 };
const openOnes = new KeptRows<FeedbackFields, ItemAhead & { _id: unknown }>(Feedback, {
  ...KEPT,
  filter: { closedAt: null, ...UNSHIELDED },
  fields: AHEAD,
});

/** Everything open, in no order; the same rows and the same list as long as nothing has changed, for a minute at most. */
export function openWork(now: Date): Promise<readonly ItemAhead[]> {
  return openOnes.all(now);
}

/** Whether its date lies ahead; of one whose sender is asked, whether that was before its date. */
export function isAhead({ status, dueAt, waitingSince }: ItemAhead, now: Date): boolean {
  if (CLOCK_RUNS.includes(status)) return dueAt > now;
  // Whoever was asked after the date is late already.
  return PAUSED.includes(status) && (!waitingSince || waitingSince <= dueAt);
}

/** Whether it waits for an answer of a unit. */
export function isInQueue({ status }: ItemAhead): boolean {
  return CLOCK_RUNS.includes(status);
}

/** Items answered in a time, both ends included, in the order of their answers. */
export function itemsAnswered({ from, to }: { from: Date; to: Date }): AsyncIterable<AnsweredItem> {
  return Feedback.find({ closedAt: { $gte: from, $lte: to }, status: 'answered', ...UNSHIELDED }, ANSWERED)
    .sort({ closedAt: 1, _id: 1 })
    .lean<AnsweredItem[]>()
    .cursor() as unknown as AsyncIterable<AnsweredItem>;
}
