import type { Job } from '../../platform/clock/scheduler.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { carrySplit, splitsToCarry } from './carry.ts';

/** Makes the items of a split, once it can no longer be undone. */
export const splitJob: Job = {
  name: 'feedback.carry-splits',
  everySeconds: 5,
  run: (context) =>
    forAllFound(context, { find: splitsToCarry, act: carrySplit, failure: 'submission not split' }),
};
