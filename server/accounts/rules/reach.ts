import type { Permission, Role } from '../../platform/context.ts';
import { permissionRow } from '../../platform/permissions.ts';

/** Roles that work for units; the others look after the whole city. */
export const UNIT_ROLES: readonly Role[] = ['official', 'head'];

/** What an account may do, and where. */
export interface Reach {
  roles: readonly Role[];
  /** Roles of the city's own, by id. */
  ownRoles?: readonly string[];
  units: readonly string[];
}

export type ReachFault = { field: 'roles' | 'units'; text: string };

const inOffices = (permissions: readonly Permission[]) =>
  permissions.filter((each) => permissionRow(each).reach === 'own-offices');

/**
 * What is wrong with the roles and units chosen for an account; undefined when they fit together.
 * @param grants what its roles of the city's own add
 */
export function reachFault(
  { roles, ownRoles = [], units }: Reach,
  grants: readonly Permission[] = [],
): ReachFault | undefined {
  if (roles.length === 0 && ownRoles.length === 0) return { field: 'roles', text: 'accounts.errors.no-role' };
  const inUnits = roles.some((role) => UNIT_ROLES.includes(role)) || inOffices(grants).length > 0;
  if (inUnits && units.length === 0) return { field: 'units', text: 'accounts.errors.no-unit' };
  if (!inUnits && units.length > 0) return { field: 'units', text: 'accounts.errors.unit-without-role' };
  return undefined;
}

/**
 * True when the deputy may stand in. Standing in adds units, never roles, and no role of the deputy may reach into
 * units where the absent person does not have it: otherwise the head of one unit who stands in for an official of
 * another could approve answers there. Administration is not handed over: it takes an account of its own.
 */
export function canStandIn(absent: Reach, deputy: Reach): boolean {
  const handedOver = absent.roles.filter((role) => role !== 'administrator');
  const [absentOwn, deputyOwn] = [absent.ownRoles ?? [], deputy.ownRoles ?? []];
  if (handedOver.length + absentOwn.length === 0) return false;
  if (!handedOver.every((role) => deputy.roles.includes(role))) return false;
  if (!absentOwn.every((role) => deputyOwn.includes(role))) return false;
  const beyond =
    UNIT_ROLES.some((role) => deputy.roles.includes(role) && !absent.roles.includes(role)) ||
    deputyOwn.some((role) => !absentOwn.includes(role));
  return !beyond || absent.units.every((unit) => deputy.units.includes(unit));
}

/**
 * What a token that is narrowed to some offices may do: there alone, and with the roles of an office alone, for the
 * others see to the whole city. undefined when nothing is left: no office would mean all of them.
 */
export function narrowed<R extends Role>(
  {
    roles,
    grants = [],
    units,
  }: { roles: readonly R[]; grants?: readonly Permission[]; units: readonly string[] },
  to: readonly string[],
): { roles: R[]; grants?: Permission[]; units: string[] } | undefined {
  const granted = inOffices(grants);
  const left = {
    roles: roles.filter((role) => UNIT_ROLES.includes(role)),
    ...(grants.length > 0 && { grants: granted }),
    units: units.filter((unit) => to.includes(unit)),
  };
  return left.roles.length + granted.length > 0 && left.units.length > 0 ? left : undefined;
}

/** The units of an account and of those it stands in for, each once, its own first. */
export function unitsWith(
  own: readonly string[],
  standsInFor: readonly { units: readonly string[] }[],
): string[] {
  return [...new Set([...own, ...standsInFor.flatMap((each) => each.units)])];
}
