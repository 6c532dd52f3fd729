import type { Job } from '../../platform/clock/scheduler.ts';
import { isCode } from '../item/rules/codes.ts';
import { noteUndelivered } from './actions.ts';
import { sweepLostKeys } from './lost-key.ts';
import { noteTold, refusedLetters } from './refused-letters.ts';

/** Items hear which of their letters were refused. */
export const undeliveredJob: Job = {
  name: 'feedback.undelivered',
  everySeconds: 60,
  async run(context) {
    const letters = await refusedLetters();
    for (const { code, to } of letters) if (isCode(code)) await noteUndelivered(context, code, to);
    if (letters.length > 0) await noteTold(letters.map(({ _id }) => _id));
  },
};

export const lostKeyJob: Job = { name: 'feedback.lost-keys', everySeconds: 3600, run: sweepLostKeys };
