import { cityDate } from '../calendar/index.ts';
import { holdsOn } from '../city/dated-rows.ts';
import type { Context } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { namesOf, timelineOf } from '../platform/journal/index.ts';
import { PERMISSIONS, type Permission, permissionRow } from '../platform/permissions.ts';
import { ownRoles } from './in-force.ts';
import { OwnRoleModel } from './model.ts';
import { canKeepRoles } from './policy.ts';
import { GRANTABLE, grantsOn, isOpen, type OwnRole } from './rules.ts';

function byArea<Row extends { permission: Permission }>(rows: readonly Row[]) {
  const areaOf = ({ permission }: Row) => permissionRow(permission).area;
  const areas = [...new Set(rows.map(areaOf))];
  return areas.map((area) => ({ area, rows: rows.filter((row) => areaOf(row) === area) }));
}

/** Who may do what and where, by the table that every door asks, and the city's own roles beside it. */
export async function rolesShown(context: Context) {
  const today = cityDate(context.now);
  const all = await ownRoles(context.now);
  const rows = PERMISSIONS.map((permission) => ({
    permission,
    ...permissionRow(permission),
    own: all.filter(({ id }) => grantsOn(all, [id], today).includes(permission)),
  }));
  const mayKeep = canKeepRoles(context.actor);
  const shown = all.filter((role) => mayKeep || isOpen(role, today)).reverse();
  return {
    areas: byArea(rows),
    own: shown.map((role) => ({ ...role, ...stateOf(role, today) })),
    mayKeep,
  };
}

const stateOf = (role: OwnRole, today: string) => ({
  current: holdsOn(role, today),
  ended: !isOpen(role, today),
});

/** What a role of the city's own can be made of, with what is ticked. */
export const choicesOf = (chosen: readonly string[]) =>
  byArea(
    GRANTABLE.map((permission) => ({
      permission,
      ...permissionRow(permission),
      chosen: chosen.includes(permission),
    })),
  );

/** One role with its history. @throws NotFound */
export async function roleShown({ now }: Context, id: string) {
  const role = (await ownRoles(now)).find((each) => each.id === id);
  const kept = role && (await OwnRoleModel.findById(id, { pending: 1, version: 1 }).lean());
  if (!role || !kept) throw new NotFound();
  const history = await timelineOf(kept);
  return {
    role: { ...role, ...stateOf(role, cityDate(now)) },
    version: kept.version,
    history: history.reverse().map(({ name, at, actor, details }) => {
      const { before, after } = details as Partial<Record<'before' | 'after', { permissions: Permission[] }>>;
      const without = (one: typeof before, other: typeof before) =>
        one?.permissions.filter((each) => !other?.permissions.includes(each)) ?? [];
      return {
        ...{ name, at, by: namesOf(actor) },
        ...{ given: before ? without(after, before) : [], taken: before ? without(before, after) : [] },
      };
    }),
  };
}
