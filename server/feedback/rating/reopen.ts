import type { Context } from '../../platform/context.ts';
import { allow, Conflict } from '../../platform/errors.ts';
import { commit, retrying, timelineOf } from '../../platform/journal/index.ts';
import { dueOf } from '../clocks/deadlines.ts';
import { holding, limitOfLook } from '../clocks/limits.ts';
import { findItem, move } from '../item/find.ts';
import type { FeedbackDocument, FeedbackFields } from '../item/model.ts';
import { canRate } from '../item/policy.ts';
import type { FeedbackEntry } from '../item/rules/status.ts';
import { reopeningRefusal } from './rules.ts';
import { reopenUntil } from './settings.ts';

/** Whoever did one of these had a part in the answer. */
const WORK: readonly FeedbackEntry[] = [
  'feedback.answer-saved',
  'feedback.evidence-added',
  'feedback.answer-submitted',
  'feedback.answer-returned',
  'feedback.answered',
  'feedback.answer-corrected',
];

async function thoseWithPart(item: FeedbackDocument): Promise<string[]> {
  const entries = await timelineOf(item);
  const did = entries.filter(({ name }) => (WORK as readonly string[]).includes(name));
  const ids = [item.answer?.by, item.assignee, ...did.map(({ actor }) => actor.id)];
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

/** The clock of the first answer is put away with it: the review has a limit of its own, from now. */
function startReview(item: FeedbackDocument, now: Date): void {
  item.assignee = null;
  item.answer = null;
  item.earlierAnswers = [];
  item.evidence = [];
  item.rating = null;
  item.ratingRequest = null;
  item.closedAt = null;
  item.closedCalendar = null;
  item.overdueAt = null;
  item.apology = null;
  item.extensions = [];
  item.recalculation = null;
  // It is as demanding as before, but has a clock of its own; the sender has had a first reply.
  if (item.classification) item.classification.countedFrom = null;
  item.firstReply = null;
  item.limit = limitOfLook(item);
  Object.assign(item, dueOf(item));
  item.holdings = [holding(item, 'acceptance', item.unit, now)];
}

/**
 * The sender, not content with the answer, has it looked at again, once: by the same unit, but by people who had no
 * part in it. The first answer stays.
 * @throws Conflict when it was reopened before, is not rated "not answered" or "not solved", or it is too late
 */
export function reopenFeedback(
  context: Context,
  code: string,
  { reason }: { reason: string },
): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canRate(context.actor, item));
    const { rating, answer, closedAt } = item.toObject<FeedbackFields>();
    if (!answer || !closedAt) throw new Conflict('errors.wrong-state');
    const state = { rating, reopened: item.reopening !== null, until: reopenUntil(closedAt) };
    const refusal = reopeningRefusal(state, context.now);
    if (refusal) throw new Conflict(`feedback.after.errors.${refusal}`);
    const hadPart = await thoseWithPart(item);
    move(item, 'feedback.reopened');
    const { dueAt, overdueAt, limit, extensions, apology, holdings, evidence } = item.toObject();
    const { earlierAnswers: earlier } = item.toObject<FeedbackFields>();
    const { classification, firstReply } = item.toObject();
    const { calendarVersion, closedCalendar } = item;
    item.reopening = {
      at: context.now,
      reason,
      unit: item.unit!,
      hadPart,
      first: {
        answer,
        earlier,
        evidence,
        closedAt,
        dueAt,
        overdueAt,
        limit,
        extensions,
        apology,
        holdings,
        calendarVersion,
        closedCalendar,
        classification,
        firstReply,
        rating: rating!,
      },
    };
    startReview(item, context.now);
    await commit(context, item, {
      name: 'feedback.reopened',
      code,
      details: { unit: item.unit, dueAt: item.dueAt },
      personal: { reason },
    });
  });
}
