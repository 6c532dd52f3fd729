import type { Role } from '../../platform/context.ts';

export const RECOVERY_CODES = 10;
/** Between the password and the code. */
export const HALF_WAY_MINUTES = 15;

/** From which civil day on a role needs a second factor; roles that are left out do not. */
export type FactorDays = Partial<Record<Role, string>>;

/** True when somebody in one of the roles may not sign in with a password alone any more. */
export function factorRequired(roles: readonly Role[], days: FactorDays, today: string): boolean {
  return roles.some((role) => days[role] !== undefined && days[role] <= today);
}
