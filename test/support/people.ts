import { hash } from '@node-rs/argon2';
import { createAccount, createToken } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import {
  type Actor,
  type Context,
  type Language,
  type Role,
  type Staff,
  systemContext,
} from '../../server/platform/context.ts';
import type { Visitor } from './visitor.ts';
import type { World } from './world.ts';

export const PASSWORD = 'lotus leaf after rain';

export interface PersonWishes {
  units?: string[];
  name?: string;
  email?: string;
  password?: string;
  language?: Language;
}

export interface Colleague {
  actor: Staff;
  password: string;
  /** The first argument of an action, at the world's present moment. */
  context(): Context;
}

export interface Person extends Colleague {
  /** A browser in which the person is signed in. */
  visitor: Visitor;
}

let count = 0;
const hashes = new Map<string, Promise<string>>();

/** As the product hashes, at the least cost: signing in takes its parameters from the hash. */
function quickHash(password: string): Promise<string> {
  let made = hashes.get(password);
  if (!made) {
    made = hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 });
    hashes.set(password, made);
  }
  return made;
}

/** An account with a role, without a browser: for those who only act. */
export async function colleague(world: World, role: Role, wishes: PersonWishes = {}): Promise<Colleague> {
  const number = ++count;
  const { units = [], name = `Người Số ${number}`, password = PASSWORD, language = 'vi' } = wishes;
  const email = wishes.email ?? `${role}-${number}@staff.example`;
  const roles = [role];
  const now = world.clock.now();
  const { id } = await createAccount(systemContext(world.app.site, 'test'), {
    name,
    email,
    roles,
    units,
    language,
  });
  const passwordHash = await quickHash(password);
  await AccountModel.updateOne({ _id: id }, { passwordHash, passwordChangedAt: now });
  const actor: Staff = { kind: 'staff', id, name, email, roles, units };
  return { actor, password, context: () => contextOf(world, actor, language) };
}

/** An account with a role and a browser in which it is signed in. */
export async function person(world: World, role: Role, wishes: PersonWishes = {}): Promise<Person> {
  const one = await colleague(world, role, wishes);
  const visitor = world.visitor();
  await signIn(visitor, one);
  return { ...one, visitor };
}

/** Fills in the form of the sign-in page. */
export async function signIn(visitor: Visitor, one: Colleague): Promise<void> {
  await visitor.get('/sign-in');
  const seen = await visitor.submit('form[action="/sign-in"]', {
    email: one.actor.email,
    password: one.password,
  });
  if (seen.path.startsWith('/sign-in')) throw new Error(`not signed in: ${seen.text}`);
}

export function contextOf(world: World, actor: Actor, language: Language = 'vi'): Context {
  return { site: world.app.site, actor, now: world.clock.now(), language, requestId: 'test' };
}

/** The sender of items, as the receipt key makes one known. */
export function senderContext(world: World, ...codes: string[]): Context {
  return contextOf(world, { kind: 'visitor', holds: codes });
}

/** A bearer token of someone. */
export async function tokenFor(
  world: World,
  one: Colleague,
  scopes: ('read' | 'write')[] = ['read', 'write'],
): Promise<string> {
  const context = systemContext(world.app.site, 'test');
  const { token } = await createToken(context, { email: one.actor.email, scopes, days: 30 });
  return token;
}

export interface ApiAnswer {
  status: number;
  body: any;
  headers: Headers;
}

export type Api = (
  method: string,
  path: string,
  input?: { body?: unknown; headers?: Record<string, string> },
) => Promise<ApiAnswer>;

/** Calls the JSON API with a token, or as nobody. Paths are those below /api/v1. */
export function api(world: World, token?: string): Api {
  return async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(`${world.address}/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
  };
}

/** The API as someone in a role calls it. */
export async function apiAs(world: World, role: Role, wishes: PersonWishes = {}): Promise<Api> {
  return api(world, await tokenFor(world, await colleague(world, role, wishes)));
}
