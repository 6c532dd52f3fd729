import { cityDate } from '../calendar/index.ts';
import { ALONE_MS, Remembered } from '../platform/data/remembered.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { onCommitted } from '../platform/journal/index.ts';
import type { Permission } from '../platform/permissions.ts';
import { OwnRoleModel } from './model.ts';
import { grantsOn, type OwnRole } from './rules.ts';

const remembered = new Remembered<OwnRole[]>({ most: 1, shared: 5_000, alone: ALONE_MS });
onCommitted(({ subject: { model } }) => {
  if (model === OwnRoleModel.modelName) remembered.forgetAll();
});

/** All roles of the city's own, those that have ended too. What another process has changed is known after five seconds. */
export function ownRoles(now: Date): Promise<OwnRole[]> {
  return remembered.get('city', now, async () => {
    const rows = await OwnRoleModel.find().sort({ createdAt: 1, _id: 1 }).lean();
    return rows.map(({ _id: id, name, permissions, validFrom, validTo }) => ({
      ...{ id, name, permissions, validFrom, validTo },
    }));
  });
}

/** What the roles of an account add today. */
export async function grantsOf(ids: readonly string[] | undefined, now: Date): Promise<Permission[]> {
  if (!ids || ids.length === 0) return [];
  return grantsOn(await ownRoles(now), ids, cityDate(now));
}

const memory = storeMemory(() => ({ with: new Map<Permission, string[]>() }));

/** Roles that had one of the permissions when they were last looked at, by their ids: letters ask without a moment. */
export const ownRolesWith = (permission: Permission): readonly string[] =>
  memory().with.get(permission) ?? [];

export async function lookAtOwnRoles(now: Date): Promise<void> {
  const roles = await ownRoles(now);
  const today = cityDate(now);
  const known = new Map<Permission, string[]>();
  for (const { id } of roles)
    for (const each of grantsOn(roles, [id], today)) known.set(each, [...(known.get(each) ?? []), id]);
  memory().with = known;
}
