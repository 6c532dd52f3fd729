import type { Job } from '../platform/clock/scheduler.ts';
import { faultDetails, log } from '../platform/log.ts';
import { itemsPassingTheirDate, markOverdue } from './actions.ts';

/** "Overdue" is derived from the date when a page is read; this only journals the passing of it and tells people. */
export const overdueJob: Job = {
  name: 'feedback.mark-overdue',
  everySeconds: 60,
  async run(context) {
    const failed = new Set<string>();
    for (;;) {
      const codes = (await itemsPassingTheirDate(context.now)).filter((code) => !failed.has(code));
      if (codes.length === 0) return;
      for (const code of codes)
        await markOverdue(context, code).catch((error) => {
          failed.add(code);
          log.error({ code, ...faultDetails(error) }, 'date not marked');
        });
    }
  },
};
