import type { Topic } from '../../platform/live/door.ts';
import { canPrepare } from '../session/policy.ts';

/** The desks of a unit, by its slug: updates say that something happened to its questions, never what. */
export const panelTopic: Topic = {
  name: 'panel',
  mayWatch: async ({ actor }, unit) => canPrepare(actor, { unit }),
};
