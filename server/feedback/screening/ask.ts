import { type Context, isStaff } from '../../platform/context.ts';
import { type FormFile, holdFiles } from '../../platform/files/index.ts';
import { attachments, idsOf } from '../attachments/attach.ts';
import { close, endPause, plausibleUntil } from '../clocks/close.ts';
import { dueOf } from '../clocks/deadlines.ts';
import {
  afterReminder,
  awaitedReply,
  firstReplied,
  flagsOf,
  holdingsAfterPause,
  REMINDERS,
} from '../clocks/limits.ts';
import { changeItem, checkItem, followItem, type ItemVerb } from '../item/change.ts';
import { Feedback } from '../item/model.ts';
import { canAsk, canReply } from '../item/policy.ts';
import { PAUSED } from '../item/rules/status.ts';

const MOST_MESSAGES = 20;

export const ASK_SENDER: ItemVerb = {
  entry: 'feedback.info-requested',
  may: canAsk,
  refusal: ({ messages }) =>
    messages.length < MOST_MESSAGES ? undefined : { text: 'feedback.errors.too-many-messages' },
};

/** Asks the sender for what is missing: whoever holds the item does. The clock stands still until the reply. */
export function requestInfo(context: Context, code: string, question: string): Promise<void> {
  return changeItem(context, code, ASK_SENDER, (item) => {
    item.messages.push({ at: context.now, from: 'office', text: question });
    item.waitingSince = context.now;
    if (item.unit) item.firstReply = firstReplied(item, context.now);
    // The tick lets items be whose sender is waited for: what it has not seen yet is noted here.
    if (item.dueAt < context.now) item.overdueAt ??= context.now;
    item.awaited = awaitedReply(item, context.now);
    item.askedBy = isStaff(context.actor) ? context.actor.id : null;
    item.clockFlags = flagsOf(item);
    const details = { unit: item.unit, dueAt: item.dueAt, until: item.awaited?.until ?? null };
    return { details, personal: { question } };
  });
}

export const REPLY: ItemVerb = { entry: 'feedback.info-given', may: canReply };

/** Asked before any file is kept. @throws Refusal */
export async function mayReply(context: Context, code: string): Promise<void> {
  await checkItem(context, code, REPLY);
}

/** The sender replies (or staff for someone on the phone); the clock goes on. */
export async function giveInfo(
  context: Context,
  code: string,
  reply: string,
  { files = [], letter }: { files?: readonly FormFile[]; letter?: string } = {},
): Promise<void> {
  await changeItem(context, code, REPLY, (item) => {
    item.attachments.push(...attachments(files, { at: context.now, with: 'reply' }));
    item.messages.push({ at: context.now, from: 'sender', text: reply, ...(letter ? { letter } : {}) });
    const dueBefore = item.dueAt;
    endPause(item, context.now);
    Object.assign(item, dueOf(item));
    item.holdings = holdingsAfterPause(item);
    return { details: { unit: item.unit, dueAt: item.dueAt, dueBefore }, personal: { reply } };
  });
  await holdFiles(idsOf(files), code);
}

/** Codes of items whose sender is to be reminded, or whose time to reply is over. */
export async function itemsAwaitingTooLong(now: Date, most = 500): Promise<string[]> {
  const rows = await Feedback.find({ 'awaited.nextAt': { $lte: now } }, { code: 1 })
    .sort({ 'awaited.nextAt': 1, _id: 1 })
    .limit(most)
    .lean();
  return rows.map((row) => row.code);
}

/** Reminds the sender, twice; then closes the item. Does nothing when it is not time. */
export function remindSender(context: Context, code: string): Promise<void> {
  const { now } = context;
  return followItem(context, code, (item) => {
    const { awaited, waitingSince } = item;
    if (!awaited || !waitingSince || awaited.nextAt > now || !PAUSED.includes(item.status)) return undefined;
    if (awaited.reminders >= REMINDERS) {
      close(item, now);
      return { name: 'feedback.closed-unanswered', details: { unit: item.unit } };
    }
    item.awaited = afterReminder(awaited, waitingSince, now);
    const { reminders, until } = item.awaited;
    return { name: 'feedback.reply-reminded', details: { reminders, until } };
  });
}

/** Codes of items whose sender is waited for by a clock that was wrong. */
export async function itemsAwaitingFromAhead(now: Date, most = 500): Promise<string[]> {
  const rows = await Feedback.find({ 'awaited.countedAt': { $gt: plausibleUntil(now) } }, { code: 1 })
    .sort({ 'awaited.countedAt': 1, _id: 1 })
    .limit(most)
    .lean();
  return rows.map((row) => row.code);
}

/** Counts anew until when a reply is awaited, from the question or, when that lies ahead too, from now. */
export function recountReply(context: Context, code: string): Promise<void> {
  return followItem(context, code, (item) => {
    const { awaited, waitingSince } = item;
    if (!awaited?.countedAt || !waitingSince || awaited.countedAt <= plausibleUntil(context.now))
      return undefined;
    const ahead = waitingSince > context.now;
    if (ahead) item.waitingSince = context.now;
    const recounted = awaitedReply(item, item.waitingSince!);
    item.awaited = recounted && { ...recounted, ...(ahead || awaited.doubtful ? { doubtful: true } : {}) };
    return { name: 'feedback.reply-recounted', details: { until: recounted?.until ?? null } };
  });
}
