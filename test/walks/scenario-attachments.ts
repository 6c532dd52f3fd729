import { attached } from '../support/attached.ts';
import type { World } from '../support/world.ts';

type Step = (world: World, code: string, word: (field: string) => string) => Promise<void>;

/** A file of the sender with a secret in its name and in its content; the text of the item is public. */
export const ATTACHMENT_STEPS: Record<string, Step> = {
  attached: async (world, code, word) => {
    const name = `Đơn ${word('attached-file')}.txt`;
    await attached(world, code, { name, bytes: Buffer.from(`Cây số 14 ${word('attached-file')}\n`) });
  },
};
