import { type Actor, isStaff } from '../platform/context.ts';

export function canEditSettings(actor: Actor): boolean {
  return isStaff(actor) && actor.roles.includes('administrator');
}
