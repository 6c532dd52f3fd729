import { IncomingLetter } from '../../server/incoming-mail/model.ts';
import type { World } from '../support/world.ts';

type Step = (world: World, code: string, word: (field: string) => string) => Promise<void>;

/** Somebody else has written about the item, by e-mail. */
export const MAIL_STEPS: Record<string, Step> = {
  'written about': async (world, code, word) => {
    await IncomingLetter.create({
      ...{ _id: `about-${code}`, at: world.clock.now(), code },
      ...{ outcome: 'to-read', reason: 'other-address' },
      from: `${word('mailed-address')}@kin.example`,
      subject: `Về cây đổ ${word('mailed-words')}`,
      text: `Tôi biết rõ việc này ${word('mailed-words')}.`,
    });
  },
};
