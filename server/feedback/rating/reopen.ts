import type { Context } from '../../platform/context.ts';
import { type FormFile, holdFiles } from '../../platform/files/index.ts';
import { timelineOf } from '../../platform/journal/index.ts';
import { attachments, idsOf } from '../attachments/attach.ts';
import { dueOf } from '../clocks/deadlines.ts';
import { holding, limitOfLook } from '../clocks/limits.ts';
import { changeItem, checkItem, type ItemVerb } from '../item/change.ts';
import { itemRow } from '../item/find.ts';
import type { FeedbackDocument, FeedbackFields } from '../item/model.ts';
import { canRate } from '../item/policy.ts';
import type { FeedbackEntry } from '../item/rules/status.ts';
import type { FirstAnswer } from '../item/shapes/rating.ts';
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

export async function thoseWithPart(item: FeedbackDocument): Promise<string[]> {
  const entries = await timelineOf(item);
  // Whoever answered for several had a part in each.
  const parent = item.merged && (await itemRow(item.merged.into));
  if (parent) entries.push(...(await timelineOf(parent)));
  const did = entries.filter(({ name }) => (WORK as readonly string[]).includes(name));
  const ids = [item.answer?.by, item.assignee, ...did.map(({ actor }) => actor.id)];
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

/** The clock of the first answer is put away with it: the review has a limit of its own, from now. */
export function startReview(item: FeedbackDocument, now: Date): void {
  item.assignee = null;
  item.answer = null;
  item.aged = null;
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

/** The answer as it stands, with its clock: it stays visible. */
export function answerPutAway(item: FeedbackDocument): FirstAnswer {
  const { answer, closedAt, rating, dueAt, overdueAt, limit, extensions, apology, holdings, evidence } =
    item.toObject<FeedbackFields>();
  const { earlierAnswers: earlier, classification, firstReply } = item.toObject<FeedbackFields>();
  const { calendarVersion, closedCalendar } = item;
  return {
    answer: answer!,
    earlier,
    evidence,
    closedAt: closedAt!,
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
  };
}

export const REOPEN: ItemVerb = {
  entry: 'feedback.reopened',
  may: canRate,
  refusal({ rating, reopening, closedAt }, { now }) {
    const state = { rating, reopened: !!reopening, until: reopenUntil(closedAt!) };
    const refusal = reopeningRefusal(state, now);
    return refusal && { text: `feedback.after.errors.${refusal}` };
  },
};

/** Asked before any file is kept. @throws Refusal */
export async function mayReopen(context: Context, code: string): Promise<void> {
  await checkItem(context, code, REOPEN);
}

/**
 * The sender, not content with the answer, has it looked at again, once: by the same unit, but by people who had no
 * part in it. The first answer stays.
 * @throws Conflict when it was reopened before, is not rated "not answered" or "not solved", or it is too late
 */
export async function reopenFeedback(
  context: Context,
  code: string,
  { reason, files = [] }: { reason: string; files?: readonly FormFile[] },
): Promise<void> {
  await changeItem(context, code, REOPEN, async (item) => {
    item.attachments.push(...attachments(files, { at: context.now, with: 'reopening' }));
    item.reopening = {
      at: context.now,
      reason,
      unit: item.unit!,
      hadPart: await thoseWithPart(item),
      first: answerPutAway(item),
    };
    startReview(item, context.now);
    return { details: { unit: item.unit, dueAt: item.dueAt }, personal: { reason } };
  });
  await holdFiles(idsOf(files), code);
}
