import { DateTime } from 'luxon';
import {
  answerLimit,
  type Calendar,
  calendarVersion,
  cityCalendar,
  cityDate,
  computeDeadline,
  type DeadlineInput,
} from '../calendar/index.ts';
import type { FeedbackFields } from './model.ts';

export type ItemClock = Pick<FeedbackFields, 'receivedAt' | 'limit' | 'pauses' | 'extensions'>;

/** The sender's clock as the rules count it: from receipt, with pauses and extensions. */
export function inputOf(clock: ItemClock): DeadlineInput {
  return {
    receivedAt: clock.receivedAt,
    amount: clock.limit.amount,
    unit: clock.limit.unit,
    pauses: clock.pauses.map(({ from, to }) => ({ from, to })),
    extensions: clock.extensions.map(({ amount, unit }) => ({ amount, unit })),
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
