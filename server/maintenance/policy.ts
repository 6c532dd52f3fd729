import { type Actor, hasRole } from '../platform/context.ts';

export function canCloseSite(actor: Actor): boolean {
  return hasRole(actor, 'administrator');
}
