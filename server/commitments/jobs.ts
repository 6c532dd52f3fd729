import type { Job } from '../platform/clock/scheduler.ts';
import { faultDetails, log } from '../platform/log.ts';
import { commitmentsDue, tendCommitment } from './actions.ts';

/** Reminders and the passing of dates. What fails is left for the next turn. */
export const commitmentJob: Job = {
  name: 'commitments.tend',
  everySeconds: 300,
  async run(context) {
    for (const code of await commitmentsDue(context.now)) {
      try {
        await tendCommitment(context, code);
      } catch (error) {
        log.error({ code, ...faultDetails(error) }, 'commitment not tended');
      }
    }
  },
};
