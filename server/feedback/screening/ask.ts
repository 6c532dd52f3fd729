import { type Context, isStaff } from '../../platform/context.ts';
import { allow, Conflict } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
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
import { findItem, move } from '../item/find.ts';
import { Feedback } from '../item/model.ts';
import { canAsk, canReply } from '../item/policy.ts';
import { PAUSED } from '../item/rules/status.ts';

const MOST_MESSAGES = 20;

/** Asks the sender for what is missing: whoever holds the item does. The clock stands still until the reply. */
export function requestInfo(context: Context, code: string, question: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canAsk(context.actor, item));
    if (item.messages.length >= MOST_MESSAGES) throw new Conflict('feedback.errors.too-many-messages');
    move(item, 'feedback.info-requested');
    item.messages.push({ at: context.now, from: 'office', text: question });
    item.waitingSince = context.now;
    if (item.unit) item.firstReply = firstReplied(item, context.now);
    // The tick lets items be whose sender is waited for: what it has not seen yet is noted here.
    if (item.dueAt < context.now) item.overdueAt ??= context.now;
    item.awaited = awaitedReply(item, context.now);
    item.askedBy = isStaff(context.actor) ? context.actor.id : null;
    item.clockFlags = flagsOf(item);
    await commit(context, item, {
      name: 'feedback.info-requested',
      code,
      details: { unit: item.unit, dueAt: item.dueAt, until: item.awaited?.until ?? null },
      personal: { question },
    });
  });
}

/** The sender replies (or staff for someone on the phone); the clock goes on. */
export function giveInfo(context: Context, code: string, reply: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canReply(context.actor, item));
    move(item, 'feedback.info-given');
    item.messages.push({ at: context.now, from: 'sender', text: reply });
    const dueBefore = item.dueAt;
    endPause(item, context.now);
    Object.assign(item, dueOf(item));
    item.holdings = holdingsAfterPause(item);
    await commit(context, item, {
      name: 'feedback.info-given',
      code,
      details: { unit: item.unit, dueAt: item.dueAt, dueBefore },
      personal: { reply },
    });
  });
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
  return retrying(async () => {
    const item = await findItem(code);
    const { awaited, waitingSince } = item;
    if (!awaited || !waitingSince || awaited.nextAt > context.now || !PAUSED.includes(item.status)) return;
    if (awaited.reminders >= REMINDERS) {
      move(item, 'feedback.closed-unanswered');
      close(item, context.now);
      item.tokens = [];
      await commit(context, item, { name: 'feedback.closed-unanswered', code, details: { unit: item.unit } });
      return;
    }
    move(item, 'feedback.reply-reminded');
    item.awaited = afterReminder(awaited, waitingSince, context.now);
    const { reminders, until } = item.awaited;
    await commit(context, item, { name: 'feedback.reply-reminded', code, details: { reminders, until } });
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
  return retrying(async () => {
    const item = await findItem(code);
    const { awaited, waitingSince } = item;
    if (!awaited?.countedAt || !waitingSince || awaited.countedAt <= plausibleUntil(context.now)) return;
    move(item, 'feedback.reply-recounted');
    const ahead = waitingSince > context.now;
    if (ahead) item.waitingSince = context.now;
    const recounted = awaitedReply(item, item.waitingSince!);
    item.awaited = recounted && { ...recounted, ...(ahead || awaited.doubtful ? { doubtful: true } : {}) };
    await commit(context, item, {
      name: 'feedback.reply-recounted',
      code,
      details: { until: recounted?.until ?? null },
    });
  });
}
