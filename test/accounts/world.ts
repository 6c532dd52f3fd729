import { createAccount } from '../../server/accounts/index.ts';
import { type Context, type Role, systemContext } from '../../server/platform/context.ts';
import type { Visitor } from '../support/visitor.ts';
import type { World } from '../support/world.ts';

export const PASSWORD = 'gạo trắng nước trong 2026';
export const HEALTH = 'dept-health';

export const system = (world: World): Context => systemContext(world.app.site, 'test');

let made = 0;

export interface Person {
  id: string;
  name: string;
  email: string;
}

/** An active account; what a test does not care about is filled in. */
export async function person(
  world: World,
  given: {
    name?: string;
    email?: string;
    roles?: Role[];
    units?: string[];
    language?: 'vi' | 'en' | 'ru';
  } = {},
): Promise<Person> {
  made += 1;
  const { roles = ['coordinator'], units = [], language = 'en' } = given;
  const { name = `Trần Thị Bình ${made}`, email = `person${made}@city.example` } = given;
  const { id } = await createAccount(system(world), {
    name,
    email,
    password: PASSWORD,
    roles,
    units,
    language,
  });
  return { id, name, email };
}

/** A browser in which the person is signed in. */
export async function signedIn(world: World, who: { email: string }, password = PASSWORD): Promise<Visitor> {
  const visitor = world.visitor();
  visitor.language = 'en';
  await visitor.get('/sign-in');
  await visitor.submit('#sign-in', { email: who.email, password });
  if (visitor.last!.status === 422) throw new Error(`not signed in: ${visitor.last!.text}`);
  return visitor;
}

/** A stranger who reads English. */
export function stranger(world: World): Visitor {
  const visitor = world.visitor();
  visitor.language = 'en';
  return visitor;
}

/** The path behind the first link of a letter that begins so: '/invitation/'. */
export function linkIn(letter: { text: string } | undefined, begins: string): string {
  const found = letter?.text.split(/[\s\][]+/).find((word) => word.includes(begins));
  if (!found) throw new Error(`no link ${begins} in the letter: ${letter?.text}`);
  return found.slice(found.indexOf(begins));
}
