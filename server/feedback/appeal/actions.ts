import { type UnitStaff, unitStaff } from '../../accounts/index.ts';
import { cityCalendar, computeDeadline, type Limit } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { timelineOf } from '../../platform/journal/index.ts';
import { unitOf } from '../../units/index.ts';
import { stepLimit } from '../clocks/limits.ts';
import { changeItem, followItem, type ItemVerb } from '../item/change.ts';
import { BEFORE_ALL, Feedback, type FeedbackDocument } from '../item/model.ts';
import { canJudgeAppeal, canRate } from '../item/policy.ts';
import { answerPutAway, startReview, thoseWithPart } from '../rating/reopen.ts';
import { appealUntil } from '../rating/settings.ts';
import { appealRefusal, deciding } from './rules.ts';
import type { AppealJudgement } from './schemas.ts';

export const APPEAL: ItemVerb = {
  entry: 'feedback.appealed',
  may: canRate,
  refusal({ rating, reopening, appeal, closedAt }, { now }) {
    const state = { rating, reopened: !!reopening, appealed: !!appeal, until: appealUntil(closedAt!) };
    const refusal = appealRefusal(state, now);
    return refusal && { text: `feedback.appeal.errors.${refusal}` };
  },
};

/** Whoever of the staff has done anything with the item. */
async function allWithPart(item: FeedbackDocument): Promise<string[]> {
  const entries = await timelineOf(item);
  const ids = entries.flatMap(({ actor }) => (actor.kind === 'staff' && actor.id ? [actor.id] : []));
  return [...new Set([...ids, ...(await thoseWithPart(item)), ...(item.reopening?.hadPart ?? [])])];
}

/** The units above, the nearest first, with their heads. */
function unitsAbove(unit: string, staff: UnitStaff) {
  const found: { slug: string; heads: string[] }[] = [];
  const seen = new Set([unit]);
  for (let at = unitOf(unit)?.parent; at && !seen.has(at); at = unitOf(at)?.parent) {
    seen.add(at);
    found.push({ slug: at, heads: staff.heads(at).map(({ id }) => id) });
  }
  return found;
}

/** A table without such a row gives the higher unit as long as the second look had. */
function appealClock(item: FeedbackDocument, from: Date): { limit: Limit; dueAt: Date } {
  const { id, amount, unit, basis } = stepLimit(item, 'appeal', from) ?? item.limit;
  const { dueAt } = computeDeadline(cityCalendar(), { receivedAt: from, amount, unit });
  return { limit: { id, amount, unit, basis: { vi: basis.vi, en: basis.en, ru: basis.ru } }, dueAt };
}

/**
 * The sender, not content with the answer after the second look either, appeals to the higher unit, once. The answer
 * stands until that has decided.
 * @throws Conflict when there was no second look, it is rated well, or it is too late
 */
export function appealFeedback(
  context: Context,
  code: string,
  { reason }: { reason: string },
): Promise<void> {
  return changeItem(context, code, APPEAL, async (item) => {
    const { now } = context;
    const hadPart = await allWithPart(item);
    const staff = await unitStaff(now);
    // Nobody judges what is about the conduct of a unit that they work for, or what it has raised.
    const concerned = [item.shield?.unit, item.raised?.unit].flatMap((unit) => unit ?? []);
    const barred = concerned.flatMap((unit) => staff.heads(unit).map(({ id }) => id));
    const to = deciding(unitsAbove(item.unit!, staff), [...hadPart, ...barred]);
    const { limit, dueAt } = appealClock(item, now);
    item.appeal = {
      at: now,
      reason,
      unit: item.unit!,
      to,
      limit,
      dueAt,
      overdueAt: null,
      hadPart,
      decision: null,
    };
    item.ratingRequest = null;
    return { details: { unit: to, from: item.unit, dueAt }, personal: { reason } };
  });
}

const refusal: ItemVerb['refusal'] = ({ appeal }) =>
  appeal?.decision ? { text: 'feedback.appeal.errors.decided' } : undefined;

export const DECIDE_APPEAL: ItemVerb = { entry: 'feedback.appeal-decided', may: canJudgeAppeal, refusal };
export const SEND_BACK: ItemVerb = { entry: 'feedback.appeal-sent-back', may: canJudgeAppeal, refusal };

/**
 * The higher unit decides, once: the answer stands, something else holds, or the unit answers anew, by people who had no
 * part. The reasons are public.
 */
export function decideAppeal(context: Context, code: string, input: AppealJudgement): Promise<void> {
  const { outcome, reasons, text } = input;
  return changeItem(context, code, outcome === 'sent-back' ? SEND_BACK : DECIDE_APPEAL, async (item) => {
    const { actor, now } = context;
    // Something may have been done with the item since the appeal.
    if (actor.kind !== 'staff' || (await allWithPart(item)).includes(actor.id)) throw new Forbidden();
    const appeal = item.appeal!;
    appeal.decision = {
      at: now,
      by: actor.id,
      outcome,
      reasons,
      ...(outcome === 'changed' ? { text } : {}),
    };
    const late = now > appeal.dueAt;
    if (late && !appeal.overdueAt) appeal.overdueAt = now;
    if (outcome === 'sent-back') await sendBack(item, now);
    const details = { unit: appeal.to, from: appeal.unit, outcome, late };
    return {
      details: outcome === 'sent-back' ? { ...details, dueAt: item.dueAt } : details,
      personal: { reasons, ...(outcome === 'changed' ? { text } : {}) },
    };
  });
}

/** As after the reopening: the second answer is put away with its clock, and others answer anew. */
async function sendBack(item: FeedbackDocument, now: Date): Promise<void> {
  const reopening = item.reopening!;
  const hadPart = [...new Set([...reopening.hadPart, ...(await thoseWithPart(item))])];
  item.set('reopening.second', { ...answerPutAway(item), unit: item.unit! });
  item.set('reopening.hadPart', hadPart);
  item.set('reopening.lookFrom', now);
  startReview(item, now);
}

/** Codes of appeals whose date has passed without a note of it. */
export async function appealsPassingTheirDate(now: Date, most = 500): Promise<string[]> {
  const rows = await Feedback.find(
    { 'appeal.dueAt': { $gt: BEFORE_ALL, $lt: now }, 'appeal.decision': null, 'appeal.overdueAt': null },
    { code: 1 },
  )
    .sort({ 'appeal.dueAt': 1, _id: 1 })
    .limit(most)
    .lean();
  return rows.map(({ code }) => code);
}

/** Notes that the date of an appeal has passed. Checks again that it has: running twice is harmless. */
export function markAppealOverdue(context: Context, code: string): Promise<void> {
  return followItem(context, code, (item) => {
    const { appeal } = item;
    if (!appeal || appeal.decision || appeal.overdueAt || appeal.dueAt >= context.now) return undefined;
    appeal.overdueAt = context.now;
    return {
      name: 'feedback.appeal-overdue',
      details: { unit: appeal.to, from: appeal.unit, dueAt: appeal.dueAt },
    };
  });
}
