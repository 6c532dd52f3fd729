import { type Actor, hasRole } from '../platform/context.ts';

export function canKeepCatalogue(actor: Actor): boolean {
  return hasRole(actor, 'administrator');
}
