import { type Context, worksFor } from '../../platform/context.ts';
import { commit } from '../../platform/journal/index.ts';
import { flagsOf, holding } from '../clocks/limits.ts';
import { endContributions } from '../contributions/awaited.ts';
import { dropEvidence } from '../evidence/actions.ts';
import { move } from '../item/find.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { handedOver } from '../item/rules/holdings.ts';

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
