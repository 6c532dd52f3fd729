import { cityDate } from '../calendar/index.ts';
import { readSeed } from '../platform/seed.ts';
import { type Setting, settingOn } from '../settings/index.ts';
import type { ReadingSetting } from './rules.ts';

export const READING_AUDIT: Setting<ReadingSetting> = {
  name: 'reading-audit',
  group: 'people',
  shipped: () => readSeed('reading-audit'),
  fields: [
    { name: 'keepMonths', kind: 'number', min: 1, max: 240 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
};

/** Readings from before this moment go, by the rule of today. */
export function readingsKeptFrom(now: Date): Date {
  return readingsKeptBy(now, settingOn(READING_AUDIT, cityDate(now)).keepMonths);
}

/** The same by a number of months. */
export function readingsKeptBy(now: Date, keepMonths: number): Date {
  const from = new Date(now);
  from.setUTCMonth(from.getUTCMonth() - keepMonths);
  return from;
}
