import type { Job } from '../../platform/clock/scheduler.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { appealsPassingTheirDate, markAppealOverdue } from './actions.ts';

/** Notes that the higher unit has not decided in time, and so tells it and the leadership. */
export const appealJob: Job = {
  name: 'feedback.mark-appeals-overdue',
  everySeconds: 600,
  run: (context) =>
    forAllFound(context, {
      find: appealsPassingTheirDate,
      act: markAppealOverdue,
      failure: 'appeal not marked overdue',
    }),
};
