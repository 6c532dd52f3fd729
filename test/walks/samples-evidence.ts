import { addEvidence, approveAnswer, submitAnswer } from '../../server/feedback/index.ts';
import { castOf, UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

const bytes = Buffer.from('%PDF-1.7\n%%EOF\n');
const description = 'Quyết định cắt tỉa cây';
const inWork = { status: 'assigned' } as const;

/** A file has been added to the answer. */
async function added({ world, item }: Stage): Promise<Record<string, string>> {
  const official = await (await castOf(world)).inUnit('official', UNIT);
  const file = { name: 'quyet-dinh.pdf', bytes };
  return { file: await addEvidence(official.context(), item!.code, { file, description }) };
}

/** And the answer was sent. */
async function published(stage: Stage): Promise<Record<string, string>> {
  const params = await added(stage);
  const cast = await castOf(stage.world);
  const official = (await cast.inUnit('official', UNIT)).context();
  const head = (await cast.inUnit('head', UNIT)).context();
  const text = 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026, theo Quyết định 12/QĐ.';
  await submitAnswer(official, stage.item!.code, { outcome: 'accepted', text, reason: 'Đơn giản.' });
  await approveAnswer(head, stage.item!.code, { override: 'Đã trao đổi với người gửi.' });
  return params;
}

/** Files that belong to an answer. */
export const evidenceSamples: Record<string, Sample> = {
  'POST /feedback/:code/evidence': {
    item: inWork,
    fields: () => ({ description }),
    file: { field: 'file', name: 'quyet-dinh.pdf', bytes },
    changes: true,
  },
  'POST /feedback/:code/evidence/:file/removal': { item: inWork, params: added, changes: true },
  'GET /feedback/:code/evidence/:file': { item: inWork, params: published },
};
