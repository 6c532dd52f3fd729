import type { Job } from '../../platform/clock/scheduler.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { actsToCarry, carryAct } from './carry.ts';

/** Does with several items what somebody has confirmed, once it can no longer be undone. */
export const bulkJob: Job = {
  name: 'feedback.carry-bulk',
  everySeconds: 5,
  run: (context) =>
    forAllFound(context, { find: actsToCarry, act: carryAct, failure: 'act on several items not done' }),
};
