import { type Actor, may } from '../platform/context.ts';

export function canBrand(actor: Actor): boolean {
  return may(actor, 'branding');
}
