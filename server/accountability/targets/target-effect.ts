import { cityDate } from '../../calendar/index.ts';
import { type EffectRow, withEffect } from '../../settings/index.ts';
import { lastMonth, reachedByRow } from './queries.ts';
import { TARGETS } from './rules.ts';
import { DIRECTIVE_TARGETS } from './settings.ts';

/** The targets, with the offices that reach each by the figures of last month. */
export const TARGETS_WITH_EFFECT = withEffect(DIRECTIVE_TARGETS, async ({ now }, { before, after }) => {
  const at = { month: lastMonth(now), today: cityDate(now) };
  const [old, next] = await Promise.all([reachedByRow(before, at), reachedByRow(after, at)]);
  const rows = TARGETS.map(
    (target): EffectRow => ({
      text: `targets.names.${target}`,
      before: old[target].met,
      after: next[target].met,
    }),
  );
  const asked = (reached: typeof old) => reached[TARGETS[0]].told + reached[TARGETS[0]].owing;
  return [
    { text: 'settings.effects.directive-targets.asked', before: asked(old), after: asked(next) },
    ...rows,
  ];
});
