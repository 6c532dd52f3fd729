import { shieldFeedback } from '../../server/feedback/index.ts';
import { castOf, OTHER_UNIT, UNIT } from '../support/factories.ts';
import type { Sample } from './samples.ts';

const shielded: Sample = { item: { status: 'routed', unit: OTHER_UNIT, input: { conductOf: UNIT } } };

/** Items about the conduct of a unit. */
export const shieldSamples: Record<string, Sample> = {
  'GET /feedback/:code (shielded)': shielded,
  'GET /feedback/:code/deadline (shielded)': shielded,
  'GET /feedback/:code/due.ics (shielded)': shielded,
  'POST /feedback/:code/shield': { item: {}, fields: () => ({ unit: UNIT }), changes: true },
  'POST /feedback/:code/shield-lifting': {
    item: {},
    async params({ world, item }) {
      const { coordinator } = await castOf(world);
      await shieldFeedback(coordinator.context(), item!.code, { unit: UNIT });
      return {};
    },
    fields: () => ({}),
    changes: true,
  },
};
