import type { Job } from '../../platform/clock/scheduler.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { itemsAwaitingFromAhead, itemsAwaitingTooLong, recountReply, remindSender } from './ask.ts';

/** Reminds senders whose reply is awaited, and closes what stays without one. */
export const reminderJob: Job = {
  name: 'feedback.remind-senders',
  everySeconds: 300,
  async run(context) {
    const failure = 'until when a reply is awaited was not counted anew';
    await forAllFound(context, { find: itemsAwaitingFromAhead, act: recountReply, failure });
    await forAllFound(context, {
      find: itemsAwaitingTooLong,
      act: remindSender,
      failure: 'sender not reminded',
    });
  },
};
