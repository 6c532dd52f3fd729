import { DateTime } from 'luxon';
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

/** A minute of the city's clock as forms write it: '2026-03-04T10:00'. */
export function cityMinute(at: Date): string {
  return DateTime.fromJSDate(at, { zone: cityCalendar().zone.name }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/** The moment that an ISO text names; without a zone it is the city's. Undefined when it names none. */
export function readCityMoment(typed: string): Date | undefined {
  const at = DateTime.fromISO(typed, { zone: cityCalendar().zone.name });
  return at.isValid && typed.includes('T') ? at.toJSDate() : undefined;
}

export { cityDate };
