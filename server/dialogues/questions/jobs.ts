import { eachOf } from '../../platform/clock/each-of.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import type { Context } from '../../platform/context.ts';
import type { Tools } from '../../platform/feature.ts';
import { stewards } from '../session/letter-parts.ts';
import { type DialogueFields, sessionsIn } from '../session/read.ts';
import { countUnscreened } from './read.ts';

const MINUTE_MS = 60_000;

/** A question that has waited this long for the moderators of a live session is a reason to write to them. */
const PATIENCE_MINUTES = 10;

/** But not more often than this. */
const AGAIN_MINUTES = 30;

async function remindStewards(tools: Tools, context: Context, it: DialogueFields): Promise<void> {
  const before = new Date(context.now.getTime() - PATIENCE_MINUTES * MINUTE_MS);
  const waiting = await countUnscreened(it.code, before);
  // Before the opening they had days for it; the session itself is what does not wait.
  if (waiting === 0 || !it.openedAt || it.openedAt > before) return;
  const time = Math.floor((context.now.getTime() - it.openedAt.getTime()) / (AGAIN_MINUTES * MINUTE_MS));
  const { code, title, language } = it;
  for (const reader of await stewards(it))
    await tools.sendLetter(context, {
      id: `${code}:waiting:${time}:${reader.id}`,
      to: reader.email,
      language: reader.language,
      view: 'dialogues/letters/waiting-for-host',
      about: code,
      model: {
        code,
        title,
        titleLanguage: language,
        waiting,
        minutes: PATIENCE_MINUTES,
        href: `/dialogues/${code}/console`,
      },
    });
}

export function waitingJob(tools: Tools): Job {
  return {
    name: 'dialogues.waiting',
    everySeconds: 60,
    async run(context) {
      await eachOf(await sessionsIn('live'), (it) => remindStewards(tools, context, it), {
        about: ({ code }) => ({ code }),
        failure: 'no reminder sent',
      });
    },
  };
}
