import { answerLimit, cityCalendar, cityDate } from '../calendar/feature.ts';
import { computeDeadline } from '../calendar/index.ts';
import type { FeedbackFields } from './model.ts';

type Clock = Pick<FeedbackFields, 'receivedAt' | 'limit' | 'pauses' | 'extensions'>;

/** When the sender must have an answer: from receipt, by the city's calendar, with pauses and extensions. */
export function dueOf(clock: Clock): { dueAt: Date; dueProvisional: boolean } {
  const { dueAt, provisional } = computeDeadline(cityCalendar(), {
    receivedAt: clock.receivedAt,
    amount: clock.limit.amount,
    unit: clock.limit.unit,
    pauses: clock.pauses.map(({ from, to }) => ({ from, to })),
    extensions: clock.extensions.map(({ amount, unit }) => ({ amount, unit })),
  });
  return { dueAt, dueProvisional: provisional };
}

/** The limit that holds for an item received at a moment. */
export function limitOf(
  item: Pick<FeedbackFields, 'kind' | 'regulation' | 'receivedAt'>,
): FeedbackFields['limit'] {
  return answerLimit({ kind: item.kind, regulation: item.regulation, date: cityDate(item.receivedAt) });
}

export { cityDate };
