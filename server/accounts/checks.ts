import type { Role } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { Invalid } from '../platform/errors.ts';
import { PASSWORD_LEAST, PASSWORD_MOST, passwordFault, reachFault } from './rules.ts';
import { unknownUnits } from './units.ts';

/** @throws Invalid at `roles` or `units` */
export function checkReach(reach: { roles: Role[]; units: string[] }): void {
  const fault = reachFault(reach);
  if (fault) throw new Invalid({ [fault.field]: { text: fault.text } });
  const [unknown] = unknownUnits(reach.units);
  if (unknown) throw new Invalid({ units: { text: 'accounts.errors.unknown-unit' } });
}

/** @throws Invalid at the field that holds the password */
export function checkPassword(
  password: string,
  person: { name: string; email: string },
  field = 'password',
): void {
  const text = passwordFault(password.normalize('NFKC'), person);
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
