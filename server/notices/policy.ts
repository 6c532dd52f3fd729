import { type Actor, may, worksFor } from '../platform/context.ts';

/** The link to a unit's calendar is for those who work there. */
export function canSeeUnitFeed(actor: Actor, unit: string): boolean {
  return may(actor, 'answer') && worksFor(actor, unit);
}

/** A new link cuts off everybody who has the old one. */
export function canRenewUnitFeed(actor: Actor, unit: string): boolean {
  return may(actor, 'approve') && worksFor(actor, unit);
}
