import { type Context, worksFor } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import { flagsOf, holding } from '../clocks.ts';
import { endContributions } from '../contributions/awaited.ts';
import { cityDate } from '../deadlines.ts';
import { dropEvidence } from '../evidence/actions.ts';
import type { FeedbackDocument } from '../model.ts';
import { handedOver } from '../rules.ts';
import { move } from './find.ts';

/** @throws Invalid when the unit is unknown or no longer exists */
export function checkUnit(slug: string, now: Date): void {
  if (!unitOf(slug)) throw new Invalid({ unit: { text: 'feedback.errors.unknown-unit' } });
  if (!unitsInForce(cityDate(now)).some((unit) => unit.slug === slug))
    throw new Invalid({ unit: { text: 'feedback.errors.unit-ended' } });
}

/** Gives an item from one unit to the next. The sender's date stays; the next unit gets a limit of its own. */
export async function handTo(
  context: Context,
  item: FeedbackDocument,
  { unit, reason }: { unit: string; reason: string },
): Promise<void> {
  move(item, 'feedback.transferred');
  const from = item.unit!;
  item.earlierUnits.push(from);
  item.unit = unit;
  item.assignee = null;
  item.answer = null;
  item.returnReason = null;
  item.extensionRequest = null;
  await dropEvidence(item, context.now);
  endContributions(item, context.now);
  item.holdings = handedOver(item.holdings, context.now, holding(item, 'acceptance', unit, context.now));
  item.clockFlags = flagsOf(item);
  await commit(context, item, {
    name: 'feedback.transferred',
    code: item.code,
    details: { from, unit, dueAt: item.dueAt, by: worksFor(context.actor, from) ? 'unit' : 'coordinator' },
    personal: { reason },
  });
}
