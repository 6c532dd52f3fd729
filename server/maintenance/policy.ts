import { type Actor, may } from '../platform/context.ts';

export function canCloseSite(actor: Actor): boolean {
  return may(actor, 'close-site');
}
