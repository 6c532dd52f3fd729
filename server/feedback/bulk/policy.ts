import { type Actor, may } from '../../platform/context.ts';
import type { Act } from './rules.ts';

/** Coordinators screen and route; who works in an office gives out what the office has. */
export function actsOf(actor: Actor): Act[] {
  return [
    ...(may(actor, 'screen') ? (['send', 'accept', 'route', 'refuse'] as const) : []),
    ...(may(actor, 'answer') ? (['assign'] as const) : []),
  ];
}
