import { cityDate } from '../../calendar/index.ts';
import { readSeed } from '../../platform/seed.ts';
import { type AfterAnswerSetting, daysAfter, settingAt } from './rules.ts';

function settingOf(answeredAt: Date): AfterAnswerSetting {
  return settingAt(readSeed<AfterAnswerSetting[]>('after-answer'), cityDate(answeredAt));
}

/** When the sender of an answer is reminded to rate it. */
export function remindAt(answeredAt: Date): Date {
  return daysAfter(answeredAt, settingOf(answeredAt).remindAfterDays);
}

/** Until when the sender may have it reopened. */
export function reopenUntil(answeredAt: Date): Date {
  return daysAfter(answeredAt, settingOf(answeredAt).reopenWithinDays);
}
