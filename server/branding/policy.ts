import { type Actor, hasRole } from '../platform/context.ts';

export function canBrand(actor: Actor): boolean {
  return hasRole(actor, 'administrator');
}
