import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TooMany } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { hashSecret } from '../platform/secrets.ts';

/** Far above what a person mistypes, far below what guessing needs (NIST SP 800-63B allows 100 in a row). */
export const MOST_FAILURES = 30;
const SECONDS = 3600;

const failures = new RateLimiterMemory({ points: MOST_FAILURES, duration: SECONDS });

/** Counts by account as the doors count by network address: guessing from many places at once. Unknown addresses count too. */
const keyOf = (email: string) => hashSecret(email);

/** @throws TooMany */
export async function refuseAfterFailures(email: string): Promise<void> {
  const counted = await failures.get(keyOf(email));
  if (counted && counted.consumedPoints >= MOST_FAILURES)
    throw new TooMany(Math.ceil(counted.msBeforeNext / 1000));
}

export async function countFailure(email: string): Promise<void> {
  const { consumedPoints } = await failures.penalty(keyOf(email));
  if (consumedPoints === MOST_FAILURES)
    log.warn({ failures: consumedPoints }, 'sign-in to one account is held up');
}

export async function forgetFailures(email: string): Promise<void> {
  await failures.delete(keyOf(email));
}
