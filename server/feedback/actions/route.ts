import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { type Suggestion, suggestUnit } from '../../regulations/index.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import { cityDate } from '../deadlines.ts';
import type { FeedbackFields } from '../model.ts';
import { canAssign, canScreen, canTransfer } from '../policy.ts';
import type { Routing } from '../schemas.ts';
import { allow, findItem, move } from './find.ts';

/** Which unit is responsible today, and why. */
export function suggestionFor(
  item: Pick<FeedbackFields, 'regulation' | 'concernsUnit' | 'ward'>,
  now: Date,
): Suggestion {
  return suggestUnit({
    regulation: item.regulation,
    unit: item.concernsUnit,
    ward: item.ward,
    date: cityDate(now),
  });
}

/** @throws Invalid when the unit is unknown or no longer exists */
function checkUnit(slug: string, now: Date): void {
  if (!unitOf(slug)) throw new Invalid({ unit: { text: 'feedback.errors.unknown-unit' } });
  if (!unitsInForce(cityDate(now)).some((unit) => unit.slug === slug))
    throw new Invalid({ unit: { text: 'feedback.errors.unit-ended' } });
}

/** A coordinator sends the accepted item to the responsible unit: the suggested one, or another with a reason. */
export function routeFeedback(context: Context, code: string, { unit, reason }: Routing): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    checkUnit(unit, context.now);
    const suggested = suggestionFor(item, context.now).unit;
    if (suggested && suggested !== unit && !reason)
      throw new Invalid({ reason: { text: 'feedback.errors.other-unit-reason' } });
    move(item, 'feedback.routed');
    item.unit = unit;
    await commit(context, item, {
      name: 'feedback.routed',
      code,
      details: { unit, suggested: suggested ?? null, dueAt: item.dueAt },
      personal: reason ? { reason } : {},
    });
  });
}

/** Hands the item to another unit. A target is required: nobody can close an item as "not ours". */
export function transferFeedback(
  context: Context,
  code: string,
  { unit, reason }: { unit: string; reason: string },
): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canTransfer(context.actor, item));
    checkUnit(unit, context.now);
    if (unit === item.unit) throw new Invalid({ unit: { text: 'feedback.errors.same-unit' } });
    if (item.earlierUnits.includes(unit) && !canScreen(context.actor))
      throw new Conflict('feedback.errors.ping-pong');
    move(item, 'feedback.transferred');
    const from = item.unit!;
    item.earlierUnits.push(from);
    item.unit = unit;
    item.assignee = null;
    item.answer = null;
    item.returnReason = null;
    await commit(context, item, {
      name: 'feedback.transferred',
      code,
      details: { from, unit, dueAt: item.dueAt },
      personal: { reason },
    });
  });
}

/** Gives the item to an official of the unit. @param assignee account id and name, checked by the caller */
export function assignFeedback(
  context: Context,
  code: string,
  assignee: { id: string; name: string },
): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canAssign(context.actor, item));
    move(item, 'feedback.assigned');
    item.assignee = assignee.id;
    await commit(context, item, {
      name: 'feedback.assigned',
      code,
      details: { unit: item.unit },
      personal: { assignee },
    });
  });
}
