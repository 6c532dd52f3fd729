import { type Actor, hasRole, isStaff } from '../platform/context.ts';

export const FORECAST_ROLES = ['head', 'coordinator', 'leader'] as const;

/** Coordinators and the leadership see the whole city; heads see their own units. */
export function seesAllForecasts(actor: Actor): boolean {
  return hasRole(actor, 'coordinator', 'leader');
}

export function canSeeForecast(actor: Actor, unit: string): boolean {
  return seesAllForecasts(actor) || (hasRole(actor, 'head') && isStaff(actor) && actor.units.includes(unit));
}
