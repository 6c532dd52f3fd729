import { DAY_MS } from '../../city/dates.ts';
import type { Context } from '../../platform/context.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { noteSettled } from '../minutes/actions.ts';
import { Minutes } from '../minutes/model.ts';
import { Question } from '../questions/model.ts';
import { unsettled } from '../questions/unsettled.ts';
import { Dialogue } from '../session/model.ts';
import { settleQuestions } from './actions.ts';

/** As long as this the reaction to the end is left alone with it. */
const ALONE_MS = 10 * 60_000;

/** So long after a cancellation its questions are looked for: what a fault holds up is tried again, not for ever. */
const LOOKED_FOR_MS = 30 * DAY_MS;

/**
 * Questions let through after an objection once the session was over, and one that came in the moment of the end. They
 * become items one by one. What fails is left for the next turn.
 */
export async function settleEnded(context: Context): Promise<void> {
  const ended = await Dialogue.find({ status: 'ended' }, { code: 1, endedAt: 1 })
    .sort({ endedAt: 1, _id: 1 })
    .lean();
  for (const { code, endedAt } of ended)
    await trying(code, async () => {
      const settled = await Minutes.exists({ _id: code, settledAt: { $ne: null } });
      if (!settled && context.now.getTime() - endedAt!.getTime() < ALONE_MS) return;
      if (settled && !(await Question.exists(unsettled(code)))) return;
      const items = await settleQuestions(context, code, { together: !settled });
      await noteSettled(context, code, items);
    });
}

/** What was asked for a session that does not take place is answered all the same. */
export async function settleCancelled(context: Context): Promise<void> {
  const since = new Date(context.now.getTime() - LOOKED_FOR_MS);
  const cancelled = await Dialogue.find({ status: 'cancelled', cancelledAt: { $gte: since } }, { code: 1 })
    .sort({ cancelledAt: 1, _id: 1 })
    .lean();
  for (const { code } of cancelled)
    await trying(code, async () => {
      await settleQuestions(context, code, { together: false });
    });
}

async function trying(code: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    log.error({ code, ...faultDetails(error) }, 'questions left open made no items');
  }
}
