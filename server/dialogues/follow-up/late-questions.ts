import { DAY_MS } from '../../city/dates.ts';
import { eachOf } from '../../platform/clock/each-of.ts';
import type { Context } from '../../platform/context.ts';
import { noteSettled } from '../minutes/actions.ts';
import { Minutes } from '../minutes/model.ts';
import { Question } from '../questions/model.ts';
import { unsettled } from '../questions/unsettled.ts';
import { Dialogue, type DialogueFields } from '../session/model.ts';
import { sessionsIn } from '../session/read.ts';
import { settleQuestions } from './actions.ts';

/** As long as this the reaction to the end is left alone with it. */
const ALONE_MS = 10 * 60_000;

/** So long after a cancellation its questions are looked for: what a fault holds up is tried again, not for ever. */
const LOOKED_FOR_MS = 30 * DAY_MS;

const TOLD = {
  about: ({ code }: { code: string }) => ({ code }),
  failure: 'questions left open made no items',
};

/**
 * Questions let through after an objection once the session was over, and one that came in the moment of the end. They
 * become items one by one. What fails is left for the next turn.
 */
export async function settleEnded(context: Context): Promise<void> {
  const settle = async ({ code, endedAt }: DialogueFields) => {
    const settled = await Minutes.exists({ _id: code, settledAt: { $ne: null } });
    if (!settled && context.now.getTime() - endedAt!.getTime() < ALONE_MS) return;
    if (settled && !(await Question.exists(unsettled(code)))) return;
    await noteSettled(context, code, await settleQuestions(context, code, { together: !settled }));
  };
  await eachOf(await sessionsIn('ended'), settle, TOLD);
}

/** What was asked for a session that does not take place is answered all the same. */
export async function settleCancelled(context: Context): Promise<void> {
  const since = new Date(context.now.getTime() - LOOKED_FOR_MS);
  const cancelled = await Dialogue.find({ status: 'cancelled', cancelledAt: { $gte: since } }, { code: 1 })
    .sort({ cancelledAt: 1, _id: 1 })
    .lean();
  await eachOf(cancelled, ({ code }) => settleQuestions(context, code, { together: false }), TOLD);
}
