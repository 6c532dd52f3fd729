import { type Actor, may } from '../platform/context.ts';

export function canEditSettings(actor: Actor): boolean {
  // The operator at the server, by a command.
  return actor.kind === 'system' || may(actor, 'settings');
}
