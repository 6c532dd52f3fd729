import type { Permission, Role } from '../../platform/context.ts';
import { permissionRow } from '../../platform/permissions.ts';

export const RECOVERY_CODES = 10;
/** Some 117 bits: from 112 on a plain hash is enough (ASVS 6.5.2). */
export const RECOVERY_LENGTH = 24;
/** Between the password and the code. */
export const HALF_WAY_MINUTES = 15;

/** From which civil day on a role needs a second factor; roles that are left out do not. */
export type FactorDays = Partial<Record<Role, string>>;

/** True when somebody in one of the roles may not sign in with a password alone any more. */
export function factorRequired(roles: readonly Role[], days: FactorDays, today: string): boolean {
  return roles.some((role) => days[role] !== undefined && days[role] <= today);
}

/** True when one of the permissions is had by nobody without a second factor: no role of the city's own goes around that. */
export function grantsNeedFactor(
  permissions: readonly Permission[],
  days: FactorDays,
  today: string,
): boolean {
  return permissions.some((each) =>
    permissionRow(each).roles.every((role) => factorRequired([role], days, today)),
  );
}
