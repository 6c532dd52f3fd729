import type { Job } from '../platform/clock/scheduler.ts';
import type { Context } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import { commit, retrying } from '../platform/journal/index.ts';
import { faultDetails, log } from '../platform/log.ts';
import { lateQuestionsJob } from './follow-up/jobs.ts';
import { stewards } from './letters.ts';
import { Question } from './questions/model.ts';
import { Dialogue, type DialogueFields } from './session/model.ts';
import { publishBy } from './session/settings.ts';

const MINUTE_MS = 60_000;
/** A question that has waited this long for the moderators of a live session is a reason to write to them. */
const PATIENCE_MINUTES = 10;
/** But not more often than this. */
const AGAIN_MINUTES = 30;

/** Notes that the minutes were not published in time. Running twice is harmless. */
export function markOverdue(context: Context, code: string): Promise<void> {
  return retrying(async () => {
    const it = await Dialogue.findOne({ code, status: 'ended', overdueAt: null });
    if (!it?.endedAt) return;
    const dueAt = publishBy(it.endedAt);
    if (context.now <= dueAt) return;
    it.overdueAt = context.now;
    await commit(context, it, { name: 'dialogue.overdue', code, details: { dueAt } });
  });
}

/** What fails is left for the next turn. */
async function each(codes: string[], act: (code: string) => Promise<void>, failure: string): Promise<void> {
  for (const code of codes) {
    try {
      await act(code);
    } catch (error) {
      log.error({ code, ...faultDetails(error) }, failure);
    }
  }
}

const overdueJob: Job = {
  name: 'dialogues.overdue',
  everySeconds: 900,
  async run(context) {
    const ended = await Dialogue.find({ status: 'ended', overdueAt: null }, { code: 1 })
      .sort({ endedAt: 1, _id: 1 })
      .lean();
    const codes = ended.map(({ code }) => code);
    await each(codes, (code) => markOverdue(context, code), 'session not marked overdue');
  },
};

async function remindStewards(tools: Tools, context: Context, it: DialogueFields): Promise<void> {
  const before = new Date(context.now.getTime() - PATIENCE_MINUTES * MINUTE_MS);
  const waiting = await Question.countDocuments({
    dialogue: it.code,
    status: 'pending',
    askedAt: { $lt: before },
  });
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

function waitingJob(tools: Tools): Job {
  return {
    name: 'dialogues.waiting',
    everySeconds: 60,
    async run(context) {
      const live = await Dialogue.find({ status: 'live' }, { pending: 0 })
        .sort({ startsAt: 1, _id: 1 })
        .lean<DialogueFields[]>();
      const byCode = new Map(live.map((it) => [it.code, it]));
      await each(
        [...byCode.keys()],
        (code) => remindStewards(tools, context, byCode.get(code)!),
        'no reminder sent',
      );
    },
  };
}

export function dialogueJobs(tools: Tools): Job[] {
  return [overdueJob, lateQuestionsJob, waitingJob(tools)];
}
