import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice for argon2id (the library's default kind): 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Compared when there is no account, so that an unknown address costs as much time as a wrong password. */
const NOBODY = hash('nobody has this password', COST);

/** The same characters typed on another keyboard give the same password (NIST SP 800-63B). */
const normalised = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), COST);
}

/** Equal work whether or not there is a hash to compare with. */
export async function passwordMatches(known: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(known ?? (await NOBODY), normalised(password));
  return matches && known !== undefined;
}
