import { type Context, isStaff } from '../../platform/context.ts';
import { Forbidden, Invalid } from '../../platform/errors.ts';
import type { FormFile } from '../../platform/files/index.ts';
import { regulationOf } from '../../regulations/index.ts';
import { speaksFor } from '../item/policy.ts';
import type { Channel } from '../item/rules/fields.ts';
import { receive } from '../submission/actions.ts';
import type { Receipt } from '../submission/repeat.ts';
import type { Difficulty } from './schemas.ts';

/**
 * Receives an item that the actor's office has with another one: screened, timed and answered as any other.
 * @throws Forbidden where the actor cannot speak for the office; Invalid; Conflict
 */
export function raiseFeedback(
  context: Context,
  { raisedBy, ...input }: Difficulty,
  door: { channel: Channel; idempotencyKey?: string; files?: readonly FormFile[] },
): Promise<Receipt> {
  const { actor, now } = context;
  if (!isStaff(actor) || !speaksFor(actor, raisedBy)) throw new Forbidden();
  const fault = difficultyFault(raisedBy, input);
  if (fault) throw new Invalid({ unit: { text: `feedback.raising.errors.${fault}` } });
  const raised = { unit: raisedBy, by: actor };
  return receive(context, { ...input, senderKind: 'citizen' }, { ...door, receivedAt: now, raised });
}

/** An office raises nothing with itself: neither by name, nor as whoever is in charge of the procedure. */
function difficultyFault(raisedBy: string, { unit, regulation }: Omit<Difficulty, 'raisedBy'>) {
  if (unit === raisedBy) return 'raised-it';
  const inCharge = regulation ? regulationOf(regulation)?.unit : undefined;
  return !unit && inCharge === raisedBy ? 'other-office' : undefined;
}
