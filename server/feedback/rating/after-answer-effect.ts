import { addDays } from '../../city/dates.ts';
import { type EffectRow, MOST_COUNTED, withEffect } from '../../settings/index.ts';
import { Feedback } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import type { AfterAnswerSetting } from './rules.ts';
import { AFTER_ANSWER } from './settings.ts';

type Times = Pick<AfterAnswerSetting, 'reopenWithinDays' | 'appealWithinDays'>;

/** Answers sent since a moment; up to a bound, for there may be very many. */
function answeredSince(moment: Date, more: object): Promise<number> {
  return Feedback.countDocuments(
    { closedAt: { $gte: moment }, status: 'answered', ...UNSHIELDED, ...more },
    { limit: MOST_COUNTED },
  );
}

async function openBy(now: Date, { reopenWithinDays, appealWithinDays }: Times) {
  const [reopening, appeal] = await Promise.all([
    answeredSince(addDays(now, -reopenWithinDays), { reopening: null }),
    answeredSince(addDays(now, -(appealWithinDays ?? reopenWithinDays)), {
      reopening: { $ne: null },
      appeal: null,
    }),
  ]);
  return { reopening, appeal };
}

/** The times after an answer, with the answers that would be open to something today. */
export const AFTER_ANSWER_WITH_EFFECT = withEffect(AFTER_ANSWER, async ({ now }, { before, after }) => {
  if (!(await Feedback.exists({ status: 'answered', ...UNSHIELDED }))) return [];
  const [old, next] = await Promise.all([openBy(now, before), openBy(now, after)]);
  return (['reopening', 'appeal'] as const).map(
    (what): EffectRow => ({
      text: `settings.effects.after-answer.${what}`,
      before: old[what],
      after: next[what],
    }),
  );
});
