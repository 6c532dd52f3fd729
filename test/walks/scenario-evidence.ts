import { addEvidence, approveAnswer, submitAnswer } from '../../server/feedback/index.ts';
import { castOf, UNIT } from '../support/factories.ts';
import type { World } from '../support/world.ts';

type Word = (field: string) => string;
type Step = (world: World, code: string, word: Word) => Promise<void>;

/** A file with a secret in its name, its description and its content. */
async function add(world: World, code: string, secret: () => string): Promise<void> {
  const official = await (await castOf(world)).inUnit('official', UNIT);
  const file = { name: `Biên bản ${secret()}.txt`, bytes: Buffer.from(`Cây số 14 ${secret()}\n`) };
  const description = `Biên bản kiểm tra ${secret()}`;
  await addEvidence(official.context(), code, { file, description });
}

async function answer(world: World, code: string): Promise<void> {
  const cast = await castOf(world);
  const official = (await cast.inUnit('official', UNIT)).context();
  const head = (await cast.inUnit('head', UNIT)).context();
  const text = 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.';
  await submitAnswer(official, code, { outcome: 'accepted', text, reason: 'Đơn giản.' });
  await approveAnswer(head, code, { override: 'Đã trao đổi với người gửi.' });
}

export const EVIDENCE_STEPS: Record<string, Step> = {
  'evidence added': (world, code, word) => add(world, code, () => word('draft-evidence')),
  'evidence sent, declined': async (world, code, word) => {
    await add(world, code, () => word('declined-evidence'));
    await answer(world, code);
  },
};
