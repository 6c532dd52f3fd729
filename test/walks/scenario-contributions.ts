import { askContribution, giveContribution } from '../../server/feedback/index.ts';
import { castOf, OTHER_UNIT, UNIT } from '../support/factories.ts';
import type { World } from '../support/world.ts';

type Word = (field: string) => string;
type Step = (world: World, code: string, word: Word) => Promise<void>;

/** The unit that was asked for its part reads the question and its own words, and nothing else that is inner. */
export const ASKED_UNIT = OTHER_UNIT;

/** Another unit is asked for its part, and gives it, with a secret in both. */
export const CONTRIBUTION_STEPS: Record<string, Step> = {
  'contribution asked for': async (world, code, word) => {
    const official = await (await castOf(world)).inUnit('official', UNIT);
    const question = `Cây có sâu bệnh không ${word('contribution-question')}?`;
    const until = new Date(world.clock.now().getTime() + 7 * 86_400_000);
    await askContribution(official.context(), code, { unit: ASKED_UNIT, question, until });
  },
  'contribution given': async (world, code, word) => {
    await CONTRIBUTION_STEPS['contribution asked for']!(world, code, word);
    const head = await (await castOf(world)).inUnit('head', ASKED_UNIT);
    const text = `Cây không sâu bệnh ${word('contribution-text')}.`;
    await giveContribution(head.context(), code, { n: 1, text });
  },
};
