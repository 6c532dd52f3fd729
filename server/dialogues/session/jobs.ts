import { eachOf } from '../../platform/clock/each-of.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import type { Context } from '../../platform/context.ts';
import { followDialogue } from './find.ts';
import { type DialogueFields, sessionsIn } from './read.ts';
import { publishBy } from './settings.ts';

/** Notes that the minutes were not published in time. Running twice is harmless. */
export function markOverdue(context: Context, code: string): Promise<void> {
  return followDialogue(context, code, (it) => {
    if (it.status !== 'ended' || it.overdueAt || !it.endedAt) return undefined;
    const dueAt = publishBy(it.endedAt);
    if (context.now <= dueAt) return undefined;
    it.overdueAt = context.now;
    return { name: 'dialogue.overdue', details: { dueAt } };
  });
}

export const overdueJob: Job = {
  name: 'dialogues.overdue',
  everySeconds: 900,
  async run(context) {
    const waiting = (await sessionsIn('ended')).filter((it) => !it.overdueAt);
    const told = { about: ({ code }: DialogueFields) => ({ code }), failure: 'session not marked overdue' };
    await eachOf(waiting, ({ code }) => markOverdue(context, code), told);
  },
};
