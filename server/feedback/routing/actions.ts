import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { type Suggestion, suggestAbove, suggestUnit } from '../../regulations/index.ts';
import { firstReply, holding } from '../clocks/limits.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import { checkUnit } from '../item/check-unit.ts';
import type { FeedbackDocument, FeedbackFields } from '../item/model.ts';
import { canAssign, canScreen, canTransfer } from '../item/policy.ts';
import { canMoveOn, handedOver, isBound, stepDone } from '../item/rules/holdings.ts';
import type { WithRaised } from '../item/shapes/raised.ts';
import type { WithShield } from '../item/shapes/shield.ts';
import { learnedBeside } from '../learned-units/queries.ts';
import { handTo } from './hand-to.ts';
import type { Routing } from './schemas.ts';

/** Which unit is responsible today, and why. */
export function suggestionFor(
  item: Pick<FeedbackFields, 'regulation' | 'concernsUnit' | 'ward'> & WithShield & WithRaised,
  now: Date,
): Suggestion {
  const date = cityDate(now);
  if (item.shield) return suggestAbove(item.shield.unit, date);
  const about = { unit: item.concernsUnit, ward: item.ward, date };
  const suggested = suggestUnit({ ...about, regulation: item.regulation });
  if (!item.raised || suggested.unit !== item.raised.unit) return suggested;
  // In charge of the procedure is whoever asks: the office that it names, or the one above.
  const named = suggestUnit({ ...about, regulation: null });
  return named.unit && named.unit !== item.raised.unit ? named : suggestAbove(item.raised.unit, date);
}

export const ROUTE: ItemVerb = { entry: 'feedback.routed', may: canScreen };

/** A coordinator sends the accepted item to the responsible unit: the suggested one, or another with a reason. */
export function routeFeedback(context: Context, code: string, { unit, reason }: Routing): Promise<void> {
  return changeItem(context, code, ROUTE, async (item) => {
    checkUnit(unit, context.now, item);
    const suggestion = suggestionFor(item, context.now);
    const suggested = suggestion.unit;
    if (suggested && suggested !== unit && !reason)
      throw new Invalid({ reason: { text: 'feedback.errors.other-unit-reason' } });
    item.learnedUnits ??= await learnedNow(item, suggestion, context.now);
    item.unit = unit;
    item.holdings = handedOver(item.holdings, context.now, holding(item, 'acceptance', unit, context.now));
    item.firstReply = firstReply(item, context.now);
    const details = { unit, suggested: suggested ?? null, dueAt: item.dueAt };
    return { details, personal: reason ? { reason } : {} };
  });
}

/** What coordinators were shown where nothing decided: it is held against the unit that has the item in the end. */
async function learnedNow(
  item: FeedbackDocument,
  suggestion: Suggestion,
  now: Date,
): Promise<FeedbackFields['learnedUnits']> {
  const learned = await learnedBeside(item, suggestion, now);
  return learned && { at: now, units: learned.units.map(({ slug }) => slug) };
}

export const TRANSFER: ItemVerb = {
  entry: 'feedback.transferred',
  may: canTransfer,
  refusal(item, { actor }) {
    if (isBound(item) && !canScreen(actor)) return { text: 'feedback.errors.arbiter-decided' };
    return canMoveOn(item.holdings) ? undefined : { text: 'feedback.errors.too-many-moves' };
  },
};

/** Hands the item to another unit. A target is required: nobody can close an item as "not ours". */
export function transferFeedback(
  context: Context,
  code: string,
  { unit, reason }: { unit: string; reason: string },
): Promise<void> {
  return changeItem(context, code, TRANSFER, (item) => {
    checkUnit(unit, context.now, item);
    if (unit === item.unit) throw new Invalid({ unit: { text: 'feedback.errors.same-unit' } });
    if (item.earlierUnits.includes(unit) && !canScreen(context.actor))
      throw new Conflict('feedback.errors.ping-pong');
    return handTo(context, item, { unit, reason });
  });
}

export const ASSIGN: ItemVerb = { entry: 'feedback.assigned', may: canAssign };

/** Gives the item to an official of the unit. @param assignee account id and name, checked by the caller */
export function assignFeedback(
  context: Context,
  code: string,
  assignee: { id: string; name: string },
): Promise<void> {
  return changeItem(context, code, ASSIGN, (item) => {
    if (item.reopening?.hadPart.includes(assignee.id))
      throw new Invalid({ assignee: { text: 'feedback.after.errors.had-part' } });
    item.assignee = assignee.id;
    item.holdings = stepDone(item.holdings, context.now);
    return { details: { unit: item.unit }, personal: { assignee } };
  });
}
