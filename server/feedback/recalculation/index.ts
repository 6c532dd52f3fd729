import { cityDate, tellCalendar } from '../../calendar/index.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import type { Context } from '../../platform/context.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import { KINDS } from '../item/rules/fields.ts';
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

/** Tells the calendar the names of what its pages speak of: it lies below units, regulations and items. */
export async function startRecalculation({ now }: Context): Promise<void> {
  tellCalendar({
    units: () => unitsInForce(cityDate(now)),
    unit: unitOf,
    regulation: regulationOf,
    kinds: KINDS,
  });
}
