import { type DatedRow, holdsOn } from '../city/dated-rows.ts';
import type { Trilingual } from '../platform/context.ts';
import { PERMISSIONS, type Permission, permissionRow } from '../platform/permissions.ts';

export const MOST_OWN_ROLES = 100;
export const ROLE_NAME_LENGTH = 80;

/** A role of the city's own, from a day to a day (both included): some of the given permissions under a name. */
export interface OwnRole extends DatedRow {
  id: string;
  name: Trilingual;
  permissions: Permission[];
}

export const GRANTABLE = PERMISSIONS.filter((each) => !permissionRow(each).kept);

/** What roles are made of, each permission once, and never what is kept. */
export function permissionsIn(roles: readonly OwnRole[]): Permission[] {
  const all = new Set(roles.flatMap(({ permissions }) => permissions));
  return [...all].filter((each) => GRANTABLE.includes(each));
}

/** What the roles add on a day. */
export function grantsOn(roles: readonly OwnRole[], ids: readonly string[], date: string): Permission[] {
  return permissionsIn(roles.filter((role) => ids.includes(role.id) && holdsOn(role, date)));
}

/** Roles that can still be given: those that hold on the day or will. */
export const isOpen = ({ validTo }: DatedRow, today: string): boolean => validTo === null || today <= validTo;

/** The name of another role that is open, in one of the languages. */
export function nameTaken(name: Trilingual, others: readonly OwnRole[]): keyof Trilingual | undefined {
  const plain = (text: string) => text.normalize('NFC').toLowerCase();
  return (['vi', 'en', 'ru'] as const).find((language) =>
    others.some((other) => plain(other.name[language]) === plain(name[language])),
  );
}
