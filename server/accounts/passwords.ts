import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { BoundedWork } from './bounded-work.ts';

// OWASP's first choice for argon2id (the library's default kind): 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Each piece takes a processor for some 30 ms, off the event loop. One processor is left to the pages; what waits is
 * done within three seconds.
 */
const work = new BoundedWork({
  atOnce: Math.max(1, Math.min(4, availableParallelism() - 1)),
  mostWaiting: 100,
});

/** Compared when there is no account, so that an unknown address costs as much time as a wrong password. */
const NOBODY = hash('nobody has this password', COST);

/** The same characters typed on another keyboard give the same password (NIST SP 800-63B). */
const normalised = (password: string) => password.normalize('NFKC');

/** Only for those who may set one: it waits for nobody who only tries. */
export function hashPassword(password: string): Promise<string> {
  return work.run(() => hash(normalised(password), COST), { urgent: true });
}

/**
 * Equal work whether or not there is a hash to compare with.
 * @param urgent for those who are known not to be guessing. @throws TooMany when too many others wait
 */
export async function passwordMatches(
  known: string | undefined,
  password: string,
  { urgent }: { urgent: boolean },
): Promise<boolean> {
  const matches = await work.run(async () => verify(known ?? (await NOBODY), normalised(password)), {
    urgent,
  });
  return matches && known !== undefined;
}
