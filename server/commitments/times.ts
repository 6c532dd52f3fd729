import { cityDate } from '../calendar/index.ts';
import { readSeed } from '../platform/seed.ts';
import { type Setting, settingOn } from '../settings/index.ts';
import type { CommitmentTimes } from './rules.ts';

export const COMMITMENT_TIMES: Setting<CommitmentTimes> = {
  name: 'commitment-times',
  group: 'dialogues',
  shipped: () => readSeed('commitment-times'),
  fields: [
    { name: 'remindBeforeDays', kind: 'number', min: 1, max: 60 },
    { name: 'brokenAfterDays', kind: 'number', min: 1, max: 365 },
    { name: 'mostNewDates', kind: 'number', min: 0, max: 10 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
};

/** The times in force when something was promised: they hold to its end. */
export function timesOf({ madeAt }: { madeAt: Date }): CommitmentTimes {
  return settingOn(COMMITMENT_TIMES, cityDate(madeAt));
}
