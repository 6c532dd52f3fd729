import { type Actor, may } from '../platform/context.ts';

/** What leaves the site goes where an administrator says. */
export function canManageWebhooks(actor: Actor): boolean {
  return may(actor, 'webhooks');
}
