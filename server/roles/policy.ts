import { type Actor, isStaff, may } from '../platform/context.ts';

/** As with accounts, never with a token. */
export function canKeepRoles(actor: Actor): boolean {
  return isStaff(actor) && !actor.scopes && may(actor, 'accounts');
}
