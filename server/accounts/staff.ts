import type { Language, Permission, Role } from '../platform/context.ts';
import { permissionRow } from '../platform/permissions.ts';
import { ownRolesWith } from '../roles/index.ts';
import { type AccountFields, AccountModel } from './model.ts';

type Row = Pick<AccountFields, '_id' | 'name' | 'email' | 'language' | 'roles' | 'units' | 'standsInFor'>;

const FIELDS = { name: 1, email: 1, language: 1, roles: 1, units: 1, standsInFor: 1 };

/** What somebody does who is written to as one in this role: whoever may do it by a role of the city's own is written to as well. */
const DUTIES: Record<Role, Permission> = {
  ...{ official: 'answer', head: 'approve', coordinator: 'screen', moderator: 'moderate' },
  ...{ reviewer: 'review-answers', leader: 'approve-delay-lists', administrator: 'accounts' },
};

/** Accounts in a role, or in one of the city's own with its duty; where it is one of an office, of an office. */
export function inRole(role: Role): object {
  const own = ownRolesWith(DUTIES[role]);
  if (own.length === 0) return { roles: role };
  const there = permissionRow(DUTIES[role]).reach === 'own-offices' ? { 'units.0': { $exists: true } } : {};
  return { $or: [{ roles: role }, { ownRoles: { $in: own }, ...there }] };
}

/** True for the people of one of the units, for those who stand in there, and for roles that see to the whole city. */
function reaches(row: Row, units: readonly string[] | undefined): boolean {
  if (!units || row.units.length === 0) return true;
  return units.some(
    (unit) => row.units.includes(unit) || row.standsInFor.some((each) => each.units.includes(unit)),
  );
}

/**
 * Active people in a role, of a unit or of several if they are named: whom to write to and whom to offer in a list.
 * Who is away and has a deputy is replaced by the deputy; who is away without one stays.
 */
export async function staffOf(filter: {
  role: Role;
  unit?: string;
  units?: readonly string[];
}): Promise<{ id: string; name: string; email: string; language: Language; units: string[] }[]> {
  const { role, unit, units = unit === undefined ? undefined : [unit] } = filter;
  const people = await AccountModel.find({ ...inRole(role), status: 'active' }, FIELDS)
    .sort({ sortName: 1, _id: 1 })
    .lean<Row[]>();
  const away = new Set(people.flatMap((row) => row.standsInFor.map((each) => each.account)));
  // A deputy who is away too replaces nobody: someone has to get the letter.
  const present = people.filter((row) => !away.has(row._id));
  const replaced = new Set(present.flatMap((row) => row.standsInFor.map((each) => each.account)));
  return people
    .filter((row) => reaches(row, units) && !replaced.has(row._id))
    .map(({ _id, name, email, language, units: own }) => ({ id: _id, name, email, language, units: own }));
}

/** Names by account id, for lists that show who did something. Unknown ids are left out. */
export async function accountNames(ids: string[]): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await AccountModel.find({ _id: { $in: unique } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id, row.name]));
}

/** Whether somebody signs in with a second factor. */
export async function hasFactor(id: string): Promise<boolean> {
  return !!(await AccountModel.exists({
    _id: id,
    $or: [{ factor: { $ne: null } }, { 'passkeys.0': { $exists: true } }],
  }));
}

/** Someone who may sign in, by account id; undefined once the account is closed. */
export async function activeStaff(
  id: string,
): Promise<{ id: string; language: Language; epoch: number } | undefined> {
  const row = await AccountModel.findOne({ _id: id, status: 'active' }, { language: 1, epoch: 1 }).lean();
  return row ? { id: row._id, language: row.language, epoch: row.epoch } : undefined;
}

/** Everybody who has a permission and may sign in, by a role that ships or by one of the city's own. */
export async function staffWith(
  permission: Permission,
): Promise<{ id: string; name: string; email: string; language: Language }[]> {
  const own = ownRolesWith(permission);
  const roles = { roles: { $in: [...permissionRow(permission).roles] } };
  const among = own.length > 0 ? { $or: [roles, { ownRoles: { $in: [...own] } }] } : roles;
  const people = await AccountModel.find(
    { ...among, status: 'active' },
    { name: 1, email: 1, language: 1 },
  ).lean();
  return people.map(({ _id: id, name, email, language }) => ({ id, name, email, language }));
}
