import { type Actor, may } from '../platform/context.ts';

export function canEditSettings(actor: Actor): boolean {
  return may(actor, 'settings');
}
