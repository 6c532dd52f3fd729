import { cityDate } from '../../calendar/index.ts';
import { rowOnOrFirst } from '../../city/dated-rows.ts';
import { addDays } from '../../city/dates.ts';
import { readSeed } from '../../platform/seed.ts';
import type { AfterAnswerSetting } from './rules.ts';

function settingOf(answeredAt: Date): AfterAnswerSetting {
  return rowOnOrFirst(readSeed<AfterAnswerSetting[]>('after-answer'), cityDate(answeredAt));
}

/** When the sender of an answer is reminded to rate it. */
export function remindAt(answeredAt: Date): Date {
  return addDays(answeredAt, settingOf(answeredAt).remindAfterDays);
}

/** Until when the sender may have it reopened. */
export function reopenUntil(answeredAt: Date): Date {
  return addDays(answeredAt, settingOf(answeredAt).reopenWithinDays);
}
