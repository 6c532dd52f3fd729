import type { Context } from '../../platform/context.ts';
import { allow, Conflict, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { holding } from '../clocks/limits.ts';
import { checkUnit } from '../item/check-unit.ts';
import { findItem, move } from '../item/find.ts';
import { canDispute, canScreen } from '../item/policy.ts';
import { canMoveOn, handedOver } from '../item/rules/holdings.ts';
import { handTo } from './hand-to.ts';

/** With the arbiter's decision two places are taken. */
const PLACES = 2;

/** The unit says that it is not competent, and whose the item is. A coordinator decides within a short time. */
export function disputeFeedback(
  context: Context,
  code: string,
  { unit: proposed, reason }: { unit: string; reason: string },
): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canDispute(context.actor, item));
    checkUnit(proposed, context.now);
    const unit = item.unit!;
    if (proposed === unit) throw new Invalid({ unit: { text: 'feedback.errors.same-unit' } });
    if (item.dispute?.unit === unit) throw new Conflict('feedback.errors.disputed-before');
    if (!canMoveOn(item.holdings, PLACES)) throw new Conflict('feedback.errors.too-many-moves');
    move(item, 'feedback.disputed');
    item.dispute = { unit, proposed, reason, at: context.now, decided: null };
    item.extensionRequest = null;
    item.holdings = handedOver(item.holdings, context.now, holding(item, 'dispute', null, context.now));
    await commit(context, item, {
      name: 'feedback.disputed',
      code,
      details: { unit, proposed, dueAt: item.dueAt },
      personal: { reason },
    });
  });
}

/**
 * The arbiter decides: back to the unit that has disputed, or on to the competent one. The decision binds that unit.
 * @param decision.unit the one that must answer
 */
export function decideDispute(
  context: Context,
  code: string,
  { unit, reason }: { unit: string; reason: string },
): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    if (item.status !== 'disputed') throw new Conflict('errors.wrong-state');
    checkUnit(unit, context.now);
    item.set('dispute.decided', unit);
    if (unit !== item.unit) return handTo(context, item, { unit, reason });
    move(item, 'feedback.dispute-rejected');
    item.holdings = handedOver(item.holdings, context.now, holding(item, 'acceptance', unit, context.now));
    await commit(context, item, {
      name: 'feedback.dispute-rejected',
      code,
      details: { unit, dueAt: item.dueAt },
      personal: { reason },
    });
  });
}
