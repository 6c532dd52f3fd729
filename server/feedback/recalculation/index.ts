import type { Job } from '../../platform/clock/scheduler.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { advanceRuns, planRun } from './run.ts';

export { type RecalculationRun, Run } from './model.ts';
export { recalculateDeadline } from './recalculate.ts';
export { recalculationRoutes } from './routes.ts';
export { advanceRuns, type Pace } from './run.ts';

/** An applied calendar has all open items counted anew. */
export const recalculationReaction: Reaction = {
  name: 'feedback.plan-recalculation',
  to: ['calendar.applied'],
  run: planRun,
};

/** A turn every few seconds; a turn is short, so that the job never outlives its lease. */
export const recalculationJob: Job = {
  name: 'feedback.recalculate',
  everySeconds: 2,
  async run(context) {
    await advanceRuns(context);
  },
};
