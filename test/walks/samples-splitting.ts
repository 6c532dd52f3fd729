import { linkFeedback, splitFeedback } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { castOf, item } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

const PART = {
  subject: 'Trạm y tế đóng cửa sớm',
  text: 'Trạm y tế phường đóng cửa trước giờ ghi trên bảng.',
};

const assigned = { item: { status: 'assigned' as const } };

/** The item of the sample, about to be split. */
const planned: Partial<Sample> = {
  ...assigned,
  async params({ world, item: whole }) {
    const { coordinator } = await castOf(world);
    await splitFeedback(coordinator.context(), whole!.code, { parts: [PART] });
    return {};
  },
  changes: true,
};

const other = async ({ world }: Stage) => ({ other: (await item(world, { status: 'routed' })).code });

const linked = async (stage: Stage) => {
  const { coordinator } = await castOf(stage.world);
  const to = await other(stage);
  await linkFeedback(coordinator.context(), stage.item!.code, to.other);
  return to;
};

const bare = { status: 'refused' as const };

export const splittingSamples: Record<string, Sample> = {
  'GET /feedback/:code/split': assigned,
  'POST /feedback/:code/split': {
    ...assigned,
    async fields({ item: whole }) {
      const row = await Feedback.findOne({ code: whole!.code }, { version: 1, publicText: 1 }).lean();
      const part = { 'part-1-subject': PART.subject, 'part-1-text': PART.text };
      return { ...part, version: String(row!.version), rest: row!.publicText.text };
    },
    changes: true,
  },
  'POST /feedback/:code/split-undoing': { ...planned, bare },
  'POST /feedback/:code/linking': { ...assigned, fields: other, changes: true },
  'POST /feedback/:code/unlinking': { ...assigned, fields: linked, changes: true },
  splitFeedback: { ...assigned, body: () => ({ parts: [PART] }), changes: true },
  undoSplit: { ...planned, bare },
  linkFeedback: { ...assigned, body: other, changes: true },
  unlinkFeedback: { ...assigned, body: linked, changes: true },
};
