import { readSeed } from '../platform/seed.ts';
import type { Setting } from '../settings/index.ts';
import { dueByRow } from './due.ts';
import type { RetentionRow } from './rules.ts';

/** Second looks and appeals are over by then, and so is the year in which letters come back. */
const LEAST_MONTHS = 12;
const MOST_MONTHS = 1200;

export const RETENTION: Setting<RetentionRow> = {
  name: 'retention',
  group: 'people',
  shipped: () => readSeed('retention'),
  fields: [
    { name: 'items', kind: 'yes' },
    { name: 'itemMonths', kind: 'number', min: LEAST_MONTHS, max: MOST_MONTHS },
    { name: 'accounts', kind: 'yes' },
    { name: 'accountMonths', kind: 'number', min: LEAST_MONTHS, max: MOST_MONTHS },
    { name: 'participants', kind: 'yes' },
    { name: 'participantMonths', kind: 'number', min: 1, max: MOST_MONTHS },
    { name: 'confidential', kind: 'yes' },
    { name: 'confidentialMonths', kind: 'number', min: LEAST_MONTHS, max: MOST_MONTHS },
    { name: 'letterMonths', kind: 'number', min: 1, max: MOST_MONTHS },
    { name: 'mailMonths', kind: 'number', min: 1, max: MOST_MONTHS },
    { name: 'tokenMonths', kind: 'number', min: 1, max: MOST_MONTHS },
    { name: 'basis', kind: 'line', most: 300 },
  ],
  effect: { view: 'retention/effect', model: dueByRow },
};
