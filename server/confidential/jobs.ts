import { cityDate, cityMidnight } from '../calendar/index.ts';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Tools } from '../platform/feature.ts';
import { readersToday } from './readers.ts';

const HOUR_MS = 3_600_000;
const FROM_HOUR = 7;
const MONDAY = 1;

/**
 * Each Monday every reader is asked to look, whether or not there is anything: a letter that came only with a message
 * would tell whoever sees the outbox or the mailbox that there is one.
 */
export function lookJob(tools: Tools): Job {
  return {
    name: 'confidential.look',
    everySeconds: 900,
    async run(context) {
      const date = cityDate(context.now);
      if (new Date(`${date}T00:00:00Z`).getUTCDay() !== MONDAY) return;
      if (context.now.getTime() < cityMidnight(date).getTime() + FROM_HOUR * HOUR_MS) return;
      for (const { id, email, language } of await readersToday(context.now))
        await tools.sendLetter(context, {
          id: `confidential-look:${date}:${id}`,
          to: email,
          language,
          view: 'confidential/letters/look',
          model: {},
        });
    },
  };
}
