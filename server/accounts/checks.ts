import { ownCity, ownText } from '../branding/index.ts';
import { cityDate } from '../calendar/index.ts';
import { LANGUAGES, type Role, textIn } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { Invalid } from '../platform/errors.ts';
import { once } from '../platform/once.ts';
import { readSeed } from '../platform/seed.ts';
import { isOpen, ownRoles, permissionsIn } from '../roles/index.ts';
import { allUnits } from '../units/index.ts';
import { PASSWORD_LEAST, PASSWORD_MOST, passwordFault, reachFault } from './rules.ts';
import { unknownUnits } from './units.ts';

/** Roles that ship, roles of the city's own, and the offices in which they hold. */
export interface ReachWishes {
  roles: Role[];
  ownRoles?: string[];
  units: string[];
}

/**
 * @param held roles of the city's own that the account has already: those that have ended stay until they are taken away
 * @throws Invalid at `roles`, `ownRoles` or `units`
 */
export async function checkReach(reach: ReachWishes, now: Date, held: readonly string[] = []): Promise<void> {
  const { ownRoles: wished = [] } = reach;
  const all = wished.length > 0 ? await ownRoles(now) : [];
  const today = cityDate(now);
  const given = (id: string) =>
    held.includes(id) || all.some((role) => role.id === id && isOpen(role, today));
  if (!wished.every(given)) throw new Invalid({ ownRoles: { text: 'accounts.errors.unknown-role' } });
  // A role that begins later needs its office by then.
  const open = all.filter((role) => wished.includes(role.id) && isOpen(role, today));
  const fault = reachFault(reach, permissionsIn(open));
  if (fault) throw new Invalid({ [fault.field]: { text: fault.text } });
  const [unknown] = unknownUnits(reach.units);
  if (unknown) throw new Invalid({ units: { text: 'accounts.errors.unknown-unit' } });
}

const commonPasswords = once(() => new Set(readSeed<{ passwords: string[] }>('common-passwords').passwords));

/** What the city and its site are called, in each language. */
function cityNames(): string[] {
  const cities = allUnits().filter(({ kind }) => kind === 'city');
  return LANGUAGES.flatMap((language) => [
    ...[ownCity(), ...cities.map(({ name }) => name)].flatMap((name) => textIn(name, language) ?? []),
    ...(ownText('site.name', language) ?? []),
  ]);
}

/** @throws Invalid at the field that holds the password */
export function checkPassword(
  password: string,
  person: { name: string; email: string },
  field = 'password',
): void {
  const guessed = { common: commonPasswords(), city: cityNames() };
  const text = passwordFault(password.normalize('NFKC'), person, guessed);
  const limit = text === 'accounts.errors.password-long' ? PASSWORD_MOST : PASSWORD_LEAST;
  if (text) throw new Invalid({ [field]: { text, values: { limit } } });
}

/** Runs what stores an address; one that is taken is the typist's to mend. @throws Invalid at `email` */
export async function withOwnEmail<R>(act: () => Promise<R>): Promise<R> {
  try {
    return await act();
  } catch (error) {
    if (isDuplicateKey(error)) throw new Invalid({ email: { text: 'accounts.errors.email-taken' } });
    throw error;
  }
}
