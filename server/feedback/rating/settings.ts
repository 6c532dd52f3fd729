import { cityDate } from '../../calendar/index.ts';
import { addDays } from '../../city/dates.ts';
import { readSeed } from '../../platform/seed.ts';
import { type Setting, settingOn } from '../../settings/index.ts';
import type { AfterAnswerSetting } from './rules.ts';

export const AFTER_ANSWER: Setting<AfterAnswerSetting> = {
  name: 'after-answer',
  group: 'clocks',
  shipped: () => readSeed('after-answer'),
  fields: [
    { name: 'remindAfterDays', kind: 'number', min: 1, max: 60 },
    { name: 'reopenWithinDays', kind: 'number', min: 1, max: 365 },
    { name: 'appealWithinDays', kind: 'number', min: 1, max: 365 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
  faults: ({ remindAfterDays, reopenWithinDays }) =>
    remindAfterDays < reopenWithinDays ? {} : { remindAfterDays: { text: 'settings.errors.reminded-late' } },
};

function settingOf(answeredAt: Date): AfterAnswerSetting {
  return settingOn(AFTER_ANSWER, cityDate(answeredAt));
}

/** When the sender of an answer is reminded to rate it. */
export function remindAt(answeredAt: Date): Date {
  return addDays(answeredAt, settingOf(answeredAt).remindAfterDays);
}

/** Until when the sender may have it reopened. */
export function reopenUntil(answeredAt: Date): Date {
  return addDays(answeredAt, settingOf(answeredAt).reopenWithinDays);
}

/** Until when the sender may appeal to the higher unit. */
export function appealUntil(answeredAt: Date): Date {
  const { appealWithinDays, reopenWithinDays } = settingOf(answeredAt);
  // Versions from before there were appeals do not say it.
  return addDays(answeredAt, appealWithinDays ?? reopenWithinDays);
}
