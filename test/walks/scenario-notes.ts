import { addNote, addTask } from '../../server/feedback/index.ts';
import { castOf, UNIT } from '../support/factories.ts';
import type { World } from '../support/world.ts';

type Step = (world: World, code: string, word: (field: string) => string) => Promise<void>;

/** Colleagues write to each other about an item. */
export const NOTE_STEPS: Record<string, Step> = {
  'noted among colleagues': async (world, code, word) => {
    const official = await (await castOf(world)).inUnit('official', UNIT);
    await addNote(official.context(), code, { text: `Đã gọi phường ${word('internal-note')}.` });
    await addTask(official.context(), code, { text: `Xin bản vẽ ${word('internal-task')}` });
  },
};
