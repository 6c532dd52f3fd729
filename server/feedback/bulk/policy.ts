import { type Actor, hasRole } from '../../platform/context.ts';
import type { Act } from './rules.ts';

/** Coordinators screen and route; who works in an office gives out what the office has. */
export function actsOf(actor: Actor): Act[] {
  return [
    ...(hasRole(actor, 'coordinator') ? (['send', 'accept', 'route', 'refuse'] as const) : []),
    ...(hasRole(actor, 'official', 'head') ? (['assign'] as const) : []),
  ];
}
