import { setImmediate as turn } from 'node:timers/promises';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Context } from '../platform/context.ts';
import { faultDetails, log } from '../platform/log.ts';
import { markAllOverdue } from './clocks/overdue.ts';
import { itemsAwaitingContribution, remindContributor } from './contributions/actions.ts';
import { itemsAwaitingRating, remindToRate } from './rating/rate.ts';
import { itemsAwaitingFromAhead, itemsAwaitingTooLong, recountReply, remindSender } from './screening/ask.ts';

/** Commits under way at once: they share one write to the disk. More would only delay the pages. */
const AT_ONCE = 16;

interface Round {
  find(now: Date): Promise<string[]>;
  act(context: Context, code: string): Promise<void>;
  failure: string;
}

/** Does it for all that is found, until nothing is. What fails is left for the next turn. */
async function forAll(context: Context, { find, act, failure }: Round): Promise<void> {
  const failed = new Set<string>();
  for (;;) {
    const codes = (await find(context.now)).filter((code) => !failed.has(code));
    if (codes.length === 0) return;
    await Promise.all(Array.from({ length: AT_ONCE }, () => worker(codes)));
  }

  async function worker(codes: string[]): Promise<void> {
    for (let code = codes.pop(); code; code = codes.pop()) {
      try {
        await act(context, code);
      } catch (error) {
        failed.add(code);
        log.error({ code, ...faultDetails(error) }, failure);
      }
      // Requests that came in meanwhile go first.
      await turn();
    }
  }
}

/** "Overdue" is derived from the date when a page is read; this only journals the passing of it and tells people. */
export const overdueJob: Job = {
  name: 'feedback.mark-overdue',
  everySeconds: 60,
  run: async (context) => {
    await markAllOverdue(context);
  },
};

/** Reminds senders whose reply is awaited, and closes what stays without one. */
export const reminderJob: Job = {
  name: 'feedback.remind-senders',
  everySeconds: 300,
  async run(context) {
    const failure = 'until when a reply is awaited was not counted anew';
    await forAll(context, { find: itemsAwaitingFromAhead, act: recountReply, failure });
    await forAll(context, { find: itemsAwaitingTooLong, act: remindSender, failure: 'sender not reminded' });
  },
};

/** Reminds units of the part that they were asked for, once each. */
export const contributionJob: Job = {
  name: 'feedback.remind-contributors',
  everySeconds: 600,
  run: (context) =>
    forAll(context, {
      find: itemsAwaitingContribution,
      act: remindContributor,
      failure: 'contributor not reminded',
    }),
};

/** Reminds senders, once, to say whether the answer answers. */
export const ratingJob: Job = {
  name: 'feedback.remind-to-rate',
  everySeconds: 600,
  run: (context) =>
    forAll(context, { find: itemsAwaitingRating, act: remindToRate, failure: 'sender not reminded to rate' }),
};
