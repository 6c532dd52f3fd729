import { readFileSync } from 'node:fs';
import { cityDate } from '../deadlines.ts';
import { type AfterAnswerSetting, daysAfter, settingAt } from '../rules.ts';

const SEED = new URL('../../../data/seed/after-answer.json', import.meta.url);

let rows: AfterAnswerSetting[] | undefined;

function settingOf(answeredAt: Date): AfterAnswerSetting {
  rows ??= JSON.parse(readFileSync(SEED, 'utf8')) as AfterAnswerSetting[];
  return settingAt(rows, cityDate(answeredAt));
}

/** When the sender of an answer is reminded to rate it. */
export function remindAt(answeredAt: Date): Date {
  return daysAfter(answeredAt, settingOf(answeredAt).remindAfterDays);
}

/** Until when the sender may have it reopened. */
export function reopenUntil(answeredAt: Date): Date {
  return daysAfter(answeredAt, settingOf(answeredAt).reopenWithinDays);
}
