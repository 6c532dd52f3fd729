import { isNight } from '../../calendar/index.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import { learnUnits } from './actions.ts';
import { shouldLearn } from './queries.ts';

export const learnUnitsJob: Job = {
  name: 'feedback.learn-units',
  everySeconds: 900,
  async run(context) {
    if (await shouldLearn(context.now, isNight(context.now))) await learnUnits(context);
  },
};
