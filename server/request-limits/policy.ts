import { type Actor, may } from '../platform/context.ts';

export function canKeepGuard(actor: Actor): boolean {
  return may(actor, 'operate');
}
