import { type Actor, hasRole } from '../platform/context.ts';

/** What people write to the city is read by those who screen. */
export function canReadLetters(actor: Actor): boolean {
  return hasRole(actor, 'coordinator');
}
