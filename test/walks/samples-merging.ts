import { mergeFeedback } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { castOf, item } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

/** An older item that says the same. */
const into = async ({ world }: Stage) => {
  const { code } = await item(world, { status: 'accepted' });
  return { into: code };
};

/** The item of the sample, merged into another: a coordinator has done so. */
const merged: Partial<Sample> = {
  item: { status: 'accepted' },
  async params({ world, item: child }) {
    const { coordinator } = await castOf(world);
    const parent = await item(world, { status: 'accepted' });
    await mergeFeedback(coordinator.context(), child!.code, parent.code);
    return {};
  },
  changes: true,
};

const merging: Sample = { item: { status: 'accepted' }, fields: into, changes: true };

export const mergingSamples: Record<string, Sample> = {
  'POST /feedback/:code/merging': merging,
  'POST /triage/:code/merging': merging,
  'POST /feedback/:code/unmerging': { ...merged, bare: { status: 'refused' } },
  'GET /triage/campaigns': {},
  'POST /triage/campaigns': {
    item: { status: 'accepted' },
    async fields({ item: first }) {
      const row = await Feedback.findOne({ code: first!.code }, { version: 1 }).lean();
      return { first: `${first!.code}@${row!.version}`, chosen: 'PA-2026-000001@999' };
    },
    changes: true,
  },
  mergeFeedback: { item: { status: 'accepted' }, body: into, changes: true },
  unmergeFeedback: { ...merged, bare: { status: 'refused' } },
};
