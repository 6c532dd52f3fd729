import { cityCalendar, cityDate, computeDeadline } from '../calendar/index.ts';
import { readSeed } from '../platform/seed.ts';
import { type Setting, settingOn } from '../settings/index.ts';
import type { ConfidentialLimit } from './rules.ts';

export const CONFIDENTIAL_LIMITS: Setting<ConfidentialLimit> = {
  name: 'confidential-limits',
  group: 'people',
  shipped: () => readSeed('confidential-limits'),
  fields: [
    { name: 'answerDays', kind: 'number', min: 1, max: 365 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
};

/** When whoever wrote must have an answer, by the limit of the day on which it came. */
export function caseDue(receivedAt: Date): Date {
  return dueWithin(receivedAt, settingOn(CONFIDENTIAL_LIMITS, cityDate(receivedAt)).answerDays);
}

/** The same by a number of days. */
export function dueWithin(receivedAt: Date, amount: number): Date {
  const input = { receivedAt, amount, unit: 'calendar_days' as const, pauses: [], extensions: [] };
  return computeDeadline(cityCalendar(), input).dueAt;
}
