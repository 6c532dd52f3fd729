import { cityNoon } from '../calendar/index.ts';
import { withEffect } from '../settings/index.ts';
import type { ConfidentialLimit } from './rules.ts';
import { CONFIDENTIAL_LIMITS, dueWithin } from './settings.ts';

/** The limit, by the date of a message of its first day: that there are messages, and how many, is told nowhere. */
export const LIMITS_WITH_EFFECT = withEffect(CONFIDENTIAL_LIMITS, async (_, { before, after }) => {
  const received = cityNoon(after.validFrom);
  const due = ({ answerDays }: Pick<ConfidentialLimit, 'answerDays'>) => dueWithin(received, answerDays);
  return [{ text: 'settings.effects.confidential-limits.due', before: due(before), after: due(after) }];
});
