import { eachOf } from '../../platform/clock/each-of.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import type { Tools } from '../../platform/feature.ts';
import { carryOutErasure, dropLastLetters, erasuresDue } from './actions.ts';

/** What senders have asked for, once their day is over and nothing is owed any more. */
export function erasureJob({ sendLetter }: Tools): Job {
  return {
    name: 'feedback.carry-out-erasures',
    everySeconds: 600,
    async run(context) {
      const carryOut = (code: string) =>
        carryOutErasure(context, code, (reader) =>
          sendLetter(context, {
            ...{ ...reader, view: 'feedback/letters/personal-erased-for-sender' },
            model: { code, href: `/feedback/${code}` },
          }),
        );
      await eachOf(await erasuresDue(context.now), carryOut, {
        about: (code) => ({ code }),
        failure: 'erasure not carried out; tried again at the next turn',
      });
      await dropLastLetters(context);
    },
  };
}
