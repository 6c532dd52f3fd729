import { type Actor, may } from '../platform/context.ts';
import type { Setting } from './rules.ts';

export function canEditSetting(
  actor: Actor,
  { permission = 'settings' }: Pick<Setting, 'permission'>,
): boolean {
  // The operator at the server, by a command.
  return actor.kind === 'system' || may(actor, permission);
}
