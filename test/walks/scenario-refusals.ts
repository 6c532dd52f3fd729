import { contestRefusalOf, takeBackRefusal, upholdRefusal } from '../../server/feedback/index.ts';
import { colleague, senderContext } from '../support/people.ts';
import type { World } from '../support/world.ts';

type Word = (field: string) => string;
type Step = (world: World, code: string, word: Word) => Promise<void>;

const contested: Step = (world, code, word) =>
  contestRefusalOf(senderContext(world, code), code, { reason: `Không phải vậy ${word('contest-reason')}.` });

/** A refusal is contested by its sender, and decided by somebody else, with a secret in both. */
export const REFUSAL_STEPS: Record<string, Step> = {
  'refusal upheld': async (world, code, word) => {
    await contested(world, code, word);
    const second = await colleague(world, 'coordinator');
    await upholdRefusal(second.context(), code, { reason: `Đã đọc lại ${word('contest-decision')}.` });
  },
  'refusal taken back': async (world, code, word) => {
    await contested(world, code, word);
    const second = await colleague(world, 'coordinator');
    await takeBackRefusal(second.context(), code, { reason: `Đã đọc nhầm ${word('taken-back-reason')}.` });
  },
};
