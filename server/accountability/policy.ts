import { type Actor, isStaff, may } from '../platform/context.ts';

export const FORECAST_PERMISSIONS = ['approve', 'see-forecasts'] as const;

/** Coordinators and the leadership see the whole city; heads see their own units. */
export function seesAllForecasts(actor: Actor): boolean {
  return may(actor, 'see-forecasts');
}

export function canSeeForecast(actor: Actor, unit: string): boolean {
  return seesAllForecasts(actor) || (may(actor, 'approve') && isStaff(actor) && actor.units.includes(unit));
}
