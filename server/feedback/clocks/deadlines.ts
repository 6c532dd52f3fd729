import {
  answerLimit,
  type Calendar,
  type Complexity,
  calendarVersion,
  cityCalendar,
  cityDate,
  computeDeadline,
  type DeadlineInput,
} from '../../calendar/index.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { Classification } from '../item/shapes/clock.ts';

export type ItemClock = Pick<FeedbackFields, 'receivedAt' | 'pauses' | 'extensions'> & {
  limit: Pick<FeedbackFields['limit'], 'amount' | 'unit'>;
  reopening?: { at: Date; lookFrom?: Date } | null;
  classification?: { countedFrom: Date | null } | null;
};

/** When the look that the item is given now began: on receipt; of a reopened item, with the reopening, or with the appeal that sent it back. */
export function lookOf(clock: Pick<ItemClock, 'receivedAt' | 'reopening'>): Date {
  return clock.reopening?.lookFrom ?? clock.reopening?.at ?? clock.receivedAt;
}

/** When the clock that runs now began: with that look; of what is urgent, when somebody said so. */
export function startOf(clock: Pick<ItemClock, 'receivedAt' | 'reopening' | 'classification'>): Date {
  return clock.classification?.countedFrom ?? lookOf(clock);
}

/** The sender's clock as the rules count it: from its start, with pauses and extensions. */
export function inputOf(clock: ItemClock): DeadlineInput {
  const start = startOf(clock);
  return {
    receivedAt: start,
    amount: clock.limit.amount,
    unit: clock.limit.unit,
    pauses: clock.pauses.filter(({ to }) => to > start).map(({ from, to }) => ({ from, to })),
    extensions: clock.extensions.map(({ amount, unit }) => ({ amount, unit })),
    // An item extended first and then waiting for its sender does not fall due meanwhile.
    pausesAfterExtensions: true,
  };
}

/** When the sender must have an answer, by the city's calendar in force, and which version that is. */
export function dueOf(
  clock: ItemClock,
  by: { calendar: Calendar; version: number } = { calendar: cityCalendar(), version: calendarVersion() },
): Pick<FeedbackFields, 'dueAt' | 'dueProvisional' | 'calendarVersion'> {
  const { dueAt, provisional } = computeDeadline(by.calendar, inputOf(clock));
  return { dueAt, dueProvisional: provisional, calendarVersion: by.version };
}

/** What nobody has judged is ordinary. */
export function complexityOf(item: { classification?: { complexity: Complexity } | null }): Complexity {
  return item.classification?.complexity ?? 'ordinary';
}

/** As if somebody said now how demanding it is: what is urgent has its hours from this moment, the others theirs from the beginning. */
export function judged(
  complexity: Complexity,
  at: Date,
): Pick<Classification, 'complexity' | 'at' | 'countedFrom'> {
  return { complexity, at, countedFrom: complexity === 'urgent' ? at : null };
}

/** What the limit of an item depends on. */
export type LimitSubject = Pick<FeedbackFields, 'kind' | 'regulation' | 'receivedAt'> & {
  reopening: { at: Date; lookFrom?: Date } | null;
  classification: Pick<Classification, 'complexity' | 'at' | 'countedFrom'> | null;
};

/** The limit for the answer to an item: the law of the day on which its clock begins. */
export function limitOf(item: LimitSubject): FeedbackFields['limit'] {
  const { kind, regulation } = item;
  return answerLimit({ kind, regulation, complexity: complexityOf(item), date: cityDate(startOf(item)) });
}
