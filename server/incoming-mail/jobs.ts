import type { Job } from '../platform/clock/scheduler.ts';
import type { Tools } from '../platform/feature.ts';
import { takeLetter } from './take.ts';

/** Reads what has come. One process does, as long as it lives. */
export function readingJob({ eachMail }: Tools): Job {
  return {
    name: 'incoming-mail.read',
    everySeconds: 60,
    run: async (context) =>
      eachMail?.((mail) => takeLetter({ ...context, now: context.site.clock.now() }, mail)),
  };
}
