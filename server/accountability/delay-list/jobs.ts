import type { Job } from '../../platform/clock/scheduler.ts';
import type { Tools } from '../../platform/feature.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { listsDue, tendList } from './actions.ts';
import { tellAbove } from './letters.ts';
import { makeDueLists, takeBackLists } from './make-lists.ts';

/** Makes the lists of months that are over and leads them on. What fails is left for the next turn. */
export function delayListJob(tools: Tools): Job {
  return {
    name: 'accountability.delay-lists',
    everySeconds: 300,
    async run(context) {
      await takeBackLists(context.now);
      await makeDueLists(context);
      for (const id of await listsDue(context.now)) {
        try {
          await tendList(context, id);
        } catch (error) {
          log.error({ list: id, ...faultDetails(error) }, 'delay list not tended');
        }
      }
      await tellAbove(context, tools);
    },
  };
}
