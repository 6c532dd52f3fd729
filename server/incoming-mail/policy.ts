import { type Actor, may } from '../platform/context.ts';

/** What people write to the city is read by those who screen. */
export function canReadLetters(actor: Actor): boolean {
  return may(actor, 'screen');
}
