import { type Actor, may } from '../platform/context.ts';

export function canKeepCatalogue(actor: Actor): boolean {
  return may(actor, 'catalogue');
}
