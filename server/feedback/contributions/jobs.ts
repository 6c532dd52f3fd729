import type { Job } from '../../platform/clock/scheduler.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { itemsAwaitingContribution, remindContributor } from './actions.ts';

/** Reminds units of the part that they were asked for, once each. */
export const contributionJob: Job = {
  name: 'feedback.remind-contributors',
  everySeconds: 600,
  run: (context) =>
    forAllFound(context, {
      find: itemsAwaitingContribution,
      act: remindContributor,
      failure: 'contributor not reminded',
    }),
};
