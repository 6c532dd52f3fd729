import { randomToken } from '../../platform/secrets.ts';
import type { CookieDoor, Visit } from '../../platform/web/route.ts';
import { PERSON } from './rules.ts';

const COOKIE = 'voice';
const KEPT_SECONDS = 365 * 86_400;

/** The person that this browser stands for; undefined: it has not spoken yet. */
export function knownPerson(cookies: CookieDoor): string | undefined {
  const person = cookies.read(COOKIE);
  return person && PERSON.test(person) ? person : undefined;
}

export function personOf({ cookies }: Pick<Visit, 'cookies'>): string {
  const person = knownPerson(cookies) ?? randomToken();
  cookies.write(COOKIE, person, { maxAgeSeconds: KEPT_SECONDS });
  return person;
}
