import type { Job } from '../../platform/clock/scheduler.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { itemsAwaitingRating, remindToRate } from './rate.ts';

/** Reminds senders, once, to say whether the answer answers. */
export const ratingJob: Job = {
  name: 'feedback.remind-to-rate',
  everySeconds: 600,
  run: (context) =>
    forAllFound(context, {
      find: itemsAwaitingRating,
      act: remindToRate,
      failure: 'sender not reminded to rate',
    }),
};
