import type { Job } from '../../platform/clock/scheduler.ts';
import { markAllOverdue } from './overdue.ts';

/** "Overdue" is derived from the date when a page is read; this only journals the passing of it and tells people. */
export const overdueJob: Job = {
  name: 'feedback.mark-overdue',
  everySeconds: 60,
  run: async (context) => {
    await markAllOverdue(context);
  },
};
