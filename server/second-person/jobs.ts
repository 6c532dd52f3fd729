import { eachOf } from '../platform/clock/each-of.ts';
import type { Job } from '../platform/clock/scheduler.ts';
import { requestsDue, tendRequest } from './actions.ts';

export const secondPersonJob: Job = {
  name: 'second-person.tend',
  everySeconds: 60,
  async run(context) {
    await eachOf(await requestsDue(context.now), (id) => tendRequest(context, id), {
      about: (request) => ({ request }),
      failure: 'request for a second person not tended',
    });
  },
};
