import { cityDate } from '../../calendar/index.ts';
import { type EffectRow, withEffect } from '../../settings/index.ts';
import { dutyByRow } from './queries.ts';
import type { DutyRow } from './rules.ts';
import { DIALOGUE_DUTY } from './settings.ts';

async function countedBy(row: Pick<DutyRow, 'kinds' | 'perYear'>, today: string) {
  const states = await dutyByRow(row, { year: Number(today.slice(0, 4)), at: today, over: false });
  const { held, announced, open } = states;
  const owing = Object.values(states).flat().length;
  return { owing, held: held.length, announced: announced.length, open: open.length };
}

/** The duty, with the offices that would owe dialogues this year and how far they are. */
export const DIALOGUE_DUTY_WITH_EFFECT = withEffect(DIALOGUE_DUTY, async ({ now }, { before, after }) => {
  const today = cityDate(now);
  const [old, next] = await Promise.all([countedBy(before, today), countedBy(after, today)]);
  const states = (['held', 'announced', 'open'] as const).map(
    (state): EffectRow => ({ text: `dialogue-duty.states.${state}`, before: old[state], after: next[state] }),
  );
  return [{ text: 'settings.effects.dialogue-duty.owing', before: old.owing, after: next.owing }, ...states];
});
