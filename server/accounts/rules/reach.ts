import type { Role } from '../../platform/context.ts';

/** Roles that work for units; the others look after the whole city. */
export const UNIT_ROLES: readonly Role[] = ['official', 'head'];

/** What an account may do, and where. */
export interface Reach {
  roles: readonly Role[];
  units: readonly string[];
}

export type ReachFault = { field: 'roles' | 'units'; text: string };

/** What is wrong with the roles and units chosen for an account; undefined when they fit together. */
export function reachFault({ roles, units }: Reach): ReachFault | undefined {
  if (roles.length === 0) return { field: 'roles', text: 'accounts.errors.no-role' };
  const inUnits = roles.some((role) => UNIT_ROLES.includes(role));
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
  if (handedOver.length === 0 || !handedOver.every((role) => deputy.roles.includes(role))) return false;
  const beyond = UNIT_ROLES.some((role) => deputy.roles.includes(role) && !absent.roles.includes(role));
  return !beyond || absent.units.every((unit) => deputy.units.includes(unit));
}

/**
 * What a token that is narrowed to some offices may do: there alone, and with the roles of an office alone, for the
 * others see to the whole city. undefined when nothing is left: no office would mean all of them.
 */
export function narrowed<R extends Role>(
  { roles, units }: { roles: readonly R[]; units: readonly string[] },
  to: readonly string[],
): { roles: R[]; units: string[] } | undefined {
  const left = {
    roles: roles.filter((role) => UNIT_ROLES.includes(role)),
    units: units.filter((unit) => to.includes(unit)),
  };
  return left.roles.length > 0 && left.units.length > 0 ? left : undefined;
}

/** The units of an account and of those it stands in for, each once, its own first. */
export function unitsWith(
  own: readonly string[],
  standsInFor: readonly { units: readonly string[] }[],
): string[] {
  return [...new Set([...own, ...standsInFor.flatMap((each) => each.units)])];
}
