import { cityDate } from '../calendar/index.ts';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Tools } from '../platform/feature.ts';
import { sendDigests } from './digest.ts';
import { lastLetters, markLetters } from './digest-mark.ts';
import { openedToday } from './office-day.ts';
import { remindersOn } from './reminder-rows.ts';

/**
 * At the opening of each office day: the letters of the day, for all that happened to the clocks since the last ones.
 * It journals nothing: the letters are in the outbox, and dates pass whether anybody is told or not.
 */
export function digestJob(tools: Tools): Job {
  return {
    name: 'notices.digest',
    everySeconds: 60,
    async run(context) {
      const opening = openedToday(context.now);
      if (!opening) return;
      const last = await lastLetters(context.now, opening);
      if (last && last >= opening) return;
      if (last) {
        const points = remindersOn(cityDate(opening));
        await sendDigests(context, { opening, window: { after: last, until: opening }, points }, tools);
      }
      // A new server begins with the next morning: what has long been known is no news on the day it is set up.
      await markLetters(opening);
    },
  };
}
