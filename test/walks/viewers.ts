import { AccountModel } from '../../server/accounts/model.ts';
import { cityDate } from '../../server/calendar/index.ts';
import type { Permission, Staff } from '../../server/platform/context.ts';
import { makeRole } from '../../server/roles/index.ts';
import { OTHER_UNIT, UNIT } from '../support/factories.ts';
import { contextOf, type PersonWishes, person, signIn, tokenFor } from '../support/people.ts';
import type { Visitor } from '../support/visitor.ts';
import type { World } from '../support/world.ts';

/** As whom the walks go everywhere. "Elsewhere": the same role in a unit that has nothing to do with the item. */
export const VIEWERS = [
  'stranger',
  'sender',
  'official',
  'official-elsewhere',
  'head',
  'head-elsewhere',
  'coordinator',
  'moderator',
  'reviewer',
  'leader',
  'administrator',
] as const;
export type ViewerName = (typeof VIEWERS)[number];

export interface Viewer {
  name: ViewerName;
  visitor: Visitor;
  /** Token of forms, good for all forms of this browser. */
  csrf: string;
  actor?: Staff;
  password?: string;
  /** Bearer token for the API. */
  token?: string;
}

const UNITS: Partial<Record<ViewerName, string>> = {
  official: UNIT,
  head: UNIT,
  'official-elsewhere': OTHER_UNIT,
  'head-elsewhere': OTHER_UNIT,
};

export async function viewers(
  world: World,
  wishes: (name: ViewerName) => PersonWishes = () => ({}),
): Promise<Viewer[]> {
  const all: Viewer[] = [];
  for (const name of VIEWERS) all.push(await viewer(world, name, wishes(name)));
  return all;
}

async function viewer(world: World, name: ViewerName, wishes: PersonWishes): Promise<Viewer> {
  if (name === 'stranger' || name === 'sender') {
    const visitor = world.visitor();
    return { name, visitor, csrf: await formToken(visitor) };
  }
  const role = name.replace('-elsewhere', '') as 'official';
  const units = UNITS[name] ? [UNITS[name]] : [];
  const one = await person(world, role, { ...wishes, units });
  const token = await tokenFor(world, one);
  const csrf = await formToken(one.visitor);
  return { name, visitor: one.visitor, csrf, actor: one.actor, password: one.password, token };
}

/** Somebody who has a role of the city's own and no other, where a reviewer stands otherwise. */
export async function ownRoleViewer(world: World, permissions: readonly Permission[]): Promise<Viewer> {
  const one = await viewer(world, 'reviewer', {});
  const actor = one.actor!;
  const name = { vi: 'Riêng', en: 'Own', ru: 'Своя' };
  const days = { validFrom: cityDate(world.clock.now()), validTo: null };
  const maker = contextOf(world, { ...actor, roles: ['administrator'] });
  const { id } = await makeRole(maker, { name, permissions: [...permissions], ...days });
  await AccountModel.updateOne({ _id: actor.id }, { $set: { roles: [], ownRoles: [id] } });
  return { ...one, actor: { ...actor, roles: [], grants: permissions } };
}

async function formToken(visitor: Visitor): Promise<string> {
  const { $ } = await visitor.get('/track');
  return $('input[name=_csrf]').first().attr('value')!;
}

/** After a call that ended the session, and with it the tokens of the account. */
export async function signInAgain(world: World, one: Viewer): Promise<void> {
  one.visitor.cookies.clear();
  if (one.actor) {
    // The walk may have set one up.
    await AccountModel.updateOne({ _id: one.actor.id }, { $set: { factor: null } });
    const colleague = { actor: one.actor, password: one.password!, context: () => null as never };
    await signIn(one.visitor, colleague);
    one.token = await tokenFor(world, colleague);
  }
  one.csrf = await formToken(one.visitor);
}

/** Shows a receipt key on the tracking page, so that the browser holds the item. */
export async function showKey(one: Viewer, item: { code: string; key: string }): Promise<void> {
  await one.visitor.post('/track', { ...item, _csrf: one.csrf });
}
