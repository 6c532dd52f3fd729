import mongoose from 'mongoose';
import { cityDate } from '../calendar/index.ts';
import { dayBefore } from '../city/dates.ts';
import type { Context, Trilingual } from '../platform/context.ts';
import { allow, Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { changeEach, commit, commitNew, retrying } from '../platform/journal/index.ts';
import type { Permission } from '../platform/permissions.ts';
import { lookAtOwnRoles, ownRoles } from './in-force.ts';
import { OwnRoleModel } from './model.ts';
import { canKeepRoles } from './policy.ts';
import { isOpen, MOST_OWN_ROLES, nameTaken } from './rules.ts';

export interface RoleWishes {
  name: Trilingual;
  permissions: Permission[];
  validFrom: string;
  validTo: string | null;
}

/** @throws Invalid */
export async function checkRole(context: Context, wishes: RoleWishes, id?: string): Promise<void> {
  const { name, validFrom, validTo } = wishes;
  const today = cityDate(context.now);
  const all = await ownRoles(context.now);
  const before = all.find((role) => role.id === id);
  const taken = nameTaken(
    name,
    all.filter((role) => role.id !== id && isOpen(role, today)),
  );
  if (taken) throw new Invalid({ [`name-${taken}`]: { text: 'roles.errors.name-taken' } });
  if (validFrom < today && validFrom !== before?.validFrom)
    throw new Invalid({ validFrom: { text: 'roles.errors.past' } });
  const earliest = [validFrom, today].sort().at(-1)!;
  if (validTo !== null && validTo < earliest)
    throw new Invalid({ validTo: { text: 'roles.errors.ends-before' } });
}

/** Some of the given permissions under a name of the city's own. */
export async function makeRole(context: Context, wishes: RoleWishes): Promise<{ id: string }> {
  allow(canKeepRoles(context.actor));
  await checkRole(context, wishes);
  const today = cityDate(context.now);
  if ((await ownRoles(context.now)).filter((role) => isOpen(role, today)).length >= MOST_OWN_ROLES)
    throw new Conflict('roles.errors.too-many');
  const _id = new mongoose.Types.ObjectId().toHexString();
  await commitNew(
    context,
    OwnRoleModel,
    { _id, ...wishes, createdAt: context.now },
    { name: 'role.made', details: { ...wishes } },
  );
  await lookAtOwnRoles(context.now);
  return { id: _id };
}

/**
 * A role that can be changed, as it was seen.
 * @throws NotFound, Invalid; Conflict when it has ended, or somebody has changed it since that version
 */
export async function roleToChange(
  context: Context,
  { id, version, wishes }: { id: string; version: number; wishes: RoleWishes },
) {
  allow(canKeepRoles(context.actor));
  const role = await OwnRoleModel.findById(id);
  if (!role) throw new NotFound();
  if (!isOpen(role, cityDate(context.now))) throw new Conflict('roles.errors.ended');
  if (role.version !== version) throw new Conflict();
  await checkRole(context, wishes, id);
  return role;
}

/** Another name, other permissions, other days: for all who have it, from this moment on. */
export async function changeRole(
  context: Context,
  change: { id: string; version: number; wishes: RoleWishes },
): Promise<void> {
  const role = await roleToChange(context, change);
  const { name, permissions, validFrom, validTo } = role.toObject();
  const before = { name, permissions, validFrom, validTo };
  role.set(change.wishes);
  if (!role.isModified()) return;
  await commit(context, role, { name: 'role.changed', details: { before, after: { ...change.wishes } } });
  await lookAtOwnRoles(context.now);
}

/** Nobody has what it adds any more. It stays on the list of roles, and in the history of those who had it. */
export async function endRole(context: Context, id: string): Promise<void> {
  allow(canKeepRoles(context.actor));
  await retrying(async () => {
    const role = await OwnRoleModel.findById(id);
    if (!role) throw new NotFound();
    const today = cityDate(context.now);
    if (!isOpen(role, today)) throw new Conflict('roles.errors.ended');
    role.validTo = dayBefore(today);
    role.overAt = context.now;
    await commit(context, role, { name: 'role.ended', details: { name: role.toObject().name } });
  });
  await lookAtOwnRoles(context.now);
}

/** The last day of a role has passed: without an entry, live lines of those who had it would stay open. */
export function noteRolesOver(context: Context): Promise<void> {
  return changeEach(context, OwnRoleModel, {
    filter: { validTo: { $lt: cityDate(context.now) }, overAt: { $exists: false } },
    change(role) {
      role.overAt = context.now;
      return { name: 'role.over', details: { name: role.toObject().name } };
    },
  });
}
