import { AccountModel } from '../../server/accounts/model.ts';
import type { Staff } from '../../server/platform/context.ts';
import { OTHER_UNIT, UNIT } from '../support/factories.ts';
import { type PersonWishes, person, signIn, tokenFor } from '../support/people.ts';
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
