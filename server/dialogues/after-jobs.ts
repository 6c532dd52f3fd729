import type { Job } from '../platform/clock/scheduler.ts';
import { faultDetails, log } from '../platform/log.ts';
import { noteSettled, settleQuestions, unsettled } from './actions/after.ts';
import { Minutes } from './minutes/model.ts';
import { Dialogue } from './model.ts';
import { Question } from './question-model.ts';

/** As long as this the reaction to the end is left alone with it. */
const ALONE_MS = 10 * 60_000;

/**
 * Questions let through after an objection once the session was over, and one that came in the moment of the end. They
 * become items one by one. What fails is left for the next turn.
 */
export const lateQuestionsJob: Job = {
  name: 'dialogues.late-questions',
  everySeconds: 60,
  async run(context) {
    const ended = await Dialogue.find({ status: 'ended' }, { code: 1, endedAt: 1 }).lean();
    for (const { code, endedAt } of ended) {
      try {
        const settled = await Minutes.exists({ _id: code, settledAt: { $ne: null } });
        if (!settled && context.now.getTime() - endedAt!.getTime() < ALONE_MS) continue;
        if (settled && !(await Question.exists(unsettled(code)))) continue;
        const items = await settleQuestions(context, code, { together: !settled });
        await noteSettled(context, code, items);
      } catch (error) {
        log.error({ code, ...faultDetails(error) }, 'questions left open made no items');
      }
    }
  },
};
