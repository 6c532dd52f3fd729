import { cityCalendar, cityDate, computeDeadline } from '../calendar/index.ts';
import { readSeed } from '../platform/seed.ts';
import { type Setting, settingOn } from '../settings/index.ts';
import type { ConfidentialLimit } from './rules.ts';

export const CONFIDENTIAL_LIMITS: Setting<ConfidentialLimit> = {
  name: 'confidential-limits',
  shipped: () => readSeed('confidential-limits'),
  fields: [
    { name: 'answerDays', kind: 'number', min: 1, max: 365 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
};

/** When whoever wrote must have an answer, by the limit of the day on which it came. */
export function caseDue(receivedAt: Date): Date {
  const { answerDays: amount } = settingOn(CONFIDENTIAL_LIMITS, cityDate(receivedAt));
  const input = { receivedAt, amount, unit: 'calendar_days' as const, pauses: [], extensions: [] };
  return computeDeadline(cityCalendar(), input).dueAt;
}
