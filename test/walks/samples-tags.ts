import mongoose from 'mongoose';
import { addTag, allTags } from '../../server/feedback/index.ts';
import { castOf } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

/** A tag of its own for each call: removing takes it away. */
async function tag({ world }: Stage): Promise<string> {
  const { coordinator } = await castOf(world);
  const name = `nhãn ${new mongoose.Types.ObjectId().toHexString().slice(-6)}`;
  await addTag(coordinator.context(), { name });
  return (await allTags()).find((each) => each.name === name)!.id;
}

const params = async (stage: Stage) => ({ id: await tag(stage) });

export const tagSamples: Record<string, Sample> = {
  'GET /tags': {},
  'POST /tags': {
    fields: () => ({ name: `nhãn ${new mongoose.Types.ObjectId().toHexString().slice(-6)}` }),
    changes: true,
  },
  'POST /tags/:id/removal': { params, changes: true },
  'POST /feedback/:code/tags': { item: { status: 'assigned' }, fields: () => ({}), changes: true },
  listTags: {},
  tagFeedback: { item: { status: 'assigned' }, body: () => ({ tags: [] }), changes: true },
};
