import type { Job } from '../../platform/clock/scheduler.ts';
import type { Context } from '../../platform/context.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { followDialogue } from './find.ts';
import { sessionsIn } from './read.ts';
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

/** What fails is left for the next turn. */
export async function eachSession(
  codes: string[],
  act: (code: string) => Promise<void>,
  failure: string,
): Promise<void> {
  for (const code of codes) {
    try {
      await act(code);
    } catch (error) {
      log.error({ code, ...faultDetails(error) }, failure);
    }
  }
}

export const overdueJob: Job = {
  name: 'dialogues.overdue',
  everySeconds: 900,
  async run(context) {
    const codes = (await sessionsIn('ended')).filter((it) => !it.overdueAt).map(({ code }) => code);
    await eachSession(codes, (code) => markOverdue(context, code), 'session not marked overdue');
  },
};
