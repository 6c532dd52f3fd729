import { type Actor, hasRole, worksFor } from '../platform/context.ts';

/** The link to a unit's calendar is for those who work there. */
export function canSeeUnitFeed(actor: Actor, unit: string): boolean {
  return hasRole(actor, 'official', 'head') && worksFor(actor, unit);
}

/** A new link cuts off everybody who has the old one. */
export function canRenewUnitFeed(actor: Actor, unit: string): boolean {
  return hasRole(actor, 'head') && worksFor(actor, unit);
}

export function canEditReminders(actor: Actor): boolean {
  return hasRole(actor, 'administrator');
}
