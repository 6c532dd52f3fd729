import type { Context } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { holding } from '../clocks/limits.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import { checkUnit } from '../item/check-unit.ts';
import { canDispute, canScreen } from '../item/policy.ts';
import { canMoveOn, handedOver } from '../item/rules/holdings.ts';
import { handTo } from './hand-to.ts';

/** With the arbiter's decision two places are taken. */
const PLACES = 2;

export const DISPUTE: ItemVerb = {
  entry: 'feedback.disputed',
  may: canDispute,
  refusal({ dispute, unit, holdings }) {
    if (dispute?.unit === unit) return { text: 'feedback.errors.disputed-before' };
    return canMoveOn(holdings, PLACES) ? undefined : { text: 'feedback.errors.too-many-moves' };
  },
};

/** The unit says that it is not competent, and whose the item is. A coordinator decides within a short time. */
export function disputeFeedback(
  context: Context,
  code: string,
  { unit: proposed, reason }: { unit: string; reason: string },
): Promise<void> {
  return changeItem(context, code, DISPUTE, (item) => {
    checkUnit(proposed, context.now, item);
    const unit = item.unit!;
    if (proposed === unit) throw new Invalid({ unit: { text: 'feedback.errors.same-unit' } });
    item.dispute = { unit, proposed, reason, at: context.now, decided: null };
    item.extensionRequest = null;
    item.holdings = handedOver(item.holdings, context.now, holding(item, 'dispute', null, context.now));
    return { details: { unit, proposed, dueAt: item.dueAt }, personal: { reason } };
  });
}

export const DECIDE_DISPUTE: ItemVerb = { entry: 'feedback.dispute-rejected', may: canScreen };

/**
 * The arbiter decides: back to the unit that has disputed, or on to the competent one. The decision binds that unit.
 * @param decision.unit the one that must answer
 */
export function decideDispute(
  context: Context,
  code: string,
  { unit, reason }: { unit: string; reason: string },
): Promise<void> {
  return changeItem(context, code, DECIDE_DISPUTE, (item) => {
    checkUnit(unit, context.now, item);
    item.set('dispute.decided', unit);
    if (unit !== item.unit) return handTo(context, item, { unit, reason });
    item.holdings = handedOver(item.holdings, context.now, holding(item, 'acceptance', unit, context.now));
    return { details: { unit, dueAt: item.dueAt }, personal: { reason } };
  });
}
