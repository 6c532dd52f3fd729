import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { checkItem } from '../item/change.ts';
import { checkUnit } from '../item/check-unit.ts';
import { routeFeedback, suggestionFor } from '../routing/actions.ts';
import { ACCEPT, acceptFeedback } from './actions.ts';
import { type Concern, checkConcern } from './concern.ts';
import type { PublicWords } from './schemas.ts';

export interface Screened extends PublicWords {
  version: number;
  /** What may be personal data was looked at and stays. */
  seen?: boolean;
  concern: Concern;
  unit: string;
  /** Why another unit than follows from what it is about. */
  reason?: string;
}

/**
 * A coordinator accepts the item and sends it to the responsible unit in one step. What could be wrong with the second
 * half is asked before the first is done; what comes between them leaves the item accepted, in the queue.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function acceptAndRoute(context: Context, code: string, given: Screened): Promise<void> {
  const { concern, unit, reason, ...words } = given;
  const item = await checkItem(context, code, ACCEPT);
  if (item.version !== given.version) throw new Conflict();
  checkConcern(concern);
  checkUnit(unit, context.now, item);
  const suggested = suggestionFor(
    { ...concern, concernsUnit: item.concernsUnit, shield: item.shield, raised: item.raised },
    context.now,
  ).unit;
  if (suggested && suggested !== unit && !reason)
    throw new Invalid({ reason: { text: 'feedback.errors.other-unit-reason' } });
  await acceptFeedback(context, code, { ...words, concern });
  await routeFeedback(context, code, { unit, ...(reason ? { reason } : {}) });
}
