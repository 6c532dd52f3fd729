import { DAY_MS } from '../../city/dates.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { dropLettersAbout, dropLettersNamed } from '../../platform/mail/old-letters.ts';
import { close } from '../clocks/close.ts';
import { erasePersonal } from '../erasure/actions.ts';
import { heldBy } from '../erasure/erased-item.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { canAskErasure, canDecideErasure } from '../item/policy.ts';
import type { ErasureDecision } from '../item/shapes/erasure.ts';
import { erasureState, WAITING_MS } from './rules.ts';

export const stateOfErasure = (item: FeedbackFields, now: Date) => erasureState(item, !!heldBy(item), now);

const ASKED = ['waits', 'staff', 'after-answer', 'due'];

export const ASK_ERASURE: ItemVerb = {
  entry: 'feedback.erasure-asked',
  may: canAskErasure,
  refusal(item, { now }) {
    const state = stateOfErasure(item, now);
    if (state === 'done') return { text: 'feedback.own-data.errors.done' };
    if (ASKED.includes(state)) return { text: 'feedback.own-data.errors.asked' };
    return state === 'declined' && heldBy(item) ? { text: 'feedback.own-data.errors.declined' } : undefined;
  },
};

/** The sender wants sender and private part erased. */
export function askErasure(context: Context, code: string): Promise<void> {
  return changeItem(context, code, ASK_ERASURE, (item) => {
    const carryAt = new Date(context.now.getTime() + WAITING_MS);
    item.set('erasure', { askedAt: context.now, carryAt });
    return { details: { carryAt } };
  });
}

export const TAKE_BACK_ERASURE: ItemVerb = {
  entry: 'feedback.erasure-taken-back',
  may: canAskErasure,
  refusal: (item, { now }) =>
    ASKED.includes(stateOfErasure(item, now)) ? undefined : { text: 'feedback.own-data.errors.not-asked' },
};

export function takeBackErasure(context: Context, code: string): Promise<void> {
  return changeItem(context, code, TAKE_BACK_ERASURE, (item) => {
    item.set('erasure', null);
    return {};
  });
}

export const DECIDE_ERASURE: ItemVerb = {
  entry: 'feedback.erasure-decided',
  may: canDecideErasure,
  refusal: (item) =>
    item.erasure?.carryAt && heldBy(item) ? undefined : { text: 'feedback.own-data.errors.not-asked' },
};

/**
 * While an answer is due a coordinator decides: the item ends and is erased now, it is answered first, or it stays.
 * @throws Invalid where an item cannot end: it was answered once and waits for the second answer, or its sender, whose key
 * somebody else may have, can still take the request back
 */
export function decideErasure(
  context: Context,
  code: string,
  { as, reason }: { as: ErasureDecision; reason: string },
): Promise<void> {
  return changeItem(context, code, DECIDE_ERASURE, (item) => {
    const by = isStaff(context.actor) ? context.actor.id : 'system';
    const { askedAt, carryAt } = item.erasure!;
    const decision = { as, reason, at: context.now, by };
    if (as === 'now' && (item.closedAt || item.reopening))
      throw new Invalid({ as: { text: 'feedback.own-data.errors.answered-once' } });
    if (as === 'now' && stateOfErasure(item, context.now) === 'waits')
      throw new Invalid({ as: { text: 'feedback.own-data.errors.day-runs' } });
    item.set('erasure', { askedAt, carryAt: as === 'declined' ? null : carryAt, decision });
    if (as !== 'now') return { details: { as }, personal: { reason } };
    close(item, context.now);
    return { name: 'feedback.withdrawn', personal: { reason } };
  });
}

/** What tells how far a request is. */
export const STATE_OF_ERASURE = {
  ...{ code: 1, status: 1, closedAt: 1, contest: 1, appeal: 1, split: 1, erased: 1, erasure: 1 },
} as const;

/** Requests that may be carried out, the oldest first. Those that wait for an answer hold none of them up. */
export async function erasuresDue(now: Date): Promise<string[]> {
  // By the server alone: nobody is shown what it finds.
  const asked = { 'erasure.carryAt': { $gt: BEFORE_ALL, $lte: now } };
  const rows = Feedback.find(asked, STATE_OF_ERASURE)
    .sort({ 'erasure.carryAt': 1, _id: 1 })
    .lean<FeedbackFields[]>()
    .cursor();
  const due: string[] = [];
  for await (const item of rows) if (stateOfErasure(item, now) === 'due') due.push(item.code);
  return due;
}

/** The ids of the letters that tell of it begin so. */
const LAST_LETTER = 'erased:';
/** Somebody may have to send it again. */
const LAST_LETTER_STAYS_MS = 7 * DAY_MS;

/** The last letter holds the address that was erased. */
export function dropLastLetters({ now }: Context): Promise<void> {
  return dropLettersNamed(LAST_LETTER, new Date(now.getTime() - LAST_LETTER_STAYS_MS));
}

/** Who is told that it is done, with what makes the letter one. */
export interface LastReader {
  id: string;
  to: string;
  language: FeedbackFields['language'];
}

/**
 * Whatever a crash cuts off is done anew.
 * @param tell writes the last letter: it goes before the address does
 */
export async function carryOutErasure(
  context: Context,
  code: string,
  tell: (reader: LastReader) => Promise<void>,
): Promise<void> {
  const item = await Feedback.findOne({ code }).lean<FeedbackFields>();
  if (!item || stateOfErasure(item, context.now) !== 'due') return;
  const { sender, language, createdAt, erasure } = item;
  await dropLettersAbout(code, createdAt, sender.email);
  if (sender.email)
    await tell({ id: `${LAST_LETTER}${code}:${erasure!.askedAt.getTime()}`, to: sender.email, language });
  await erasePersonal(context, code, 'request');
}
