import { type Context, worksFor } from '../../platform/context.ts';
import type { Details } from '../../platform/journal/index.ts';
import { flagsOf, holding } from '../clocks/limits.ts';
import { endContributions } from '../contributions/awaited.ts';
import { dropEvidence } from '../evidence/actions.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { handedOver } from '../item/rules/holdings.ts';

/** Gives an item from one unit to the next. The sender's date stays; the next unit gets a limit of its own. */
export async function handTo(
  { actor, now }: Context,
  item: FeedbackDocument,
  { unit, reason }: { unit: string; reason: string },
): Promise<Details & { name: 'feedback.transferred' }> {
  const from = item.unit!;
  item.earlierUnits.push(from);
  item.unit = unit;
  item.assignee = null;
  item.answer = null;
  item.returnReason = null;
  item.returned = null;
  item.extensionRequest = null;
  await dropEvidence(item, now);
  endContributions(item, now);
  item.holdings = handedOver(item.holdings, now, holding(item, 'acceptance', unit, now));
  item.clockFlags = flagsOf(item);
  return {
    name: 'feedback.transferred',
    details: { from, unit, dueAt: item.dueAt, by: worksFor(actor, from) ? 'unit' : 'coordinator' },
    personal: { reason },
  };
}
