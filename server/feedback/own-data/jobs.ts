import type { Job } from '../../platform/clock/scheduler.ts';
import type { Tools } from '../../platform/feature.ts';
import { carryOutErasure, dropLastLetters, erasuresDue } from './actions.ts';

/** What senders have asked for, once their day is over and nothing is owed any more. */
export function erasureJob({ sendLetter }: Tools): Job {
  return {
    name: 'feedback.carry-out-erasures',
    everySeconds: 600,
    async run(context) {
      for (const code of await erasuresDue(context.now))
        await carryOutErasure(context, code, (reader) =>
          sendLetter(context, {
            ...{ ...reader, view: 'feedback/letters/personal-erased-for-sender' },
            model: { code, href: `/feedback/${code}` },
          }),
        );
      await dropLastLetters(context);
    },
  };
}
