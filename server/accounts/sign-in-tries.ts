import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TooMany } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { hashSecret } from '../platform/secrets.ts';
import type { Limits } from '../platform/web/limits.ts';

/** Far above what a person mistypes, far below what guessing needs (NIST SP 800-63B allows 100 in a row). */
export const MOST_FAILURES = 30;
/** So many from one network are compared however many come from elsewhere: nobody can lock out somebody else. */
export const ALWAYS_COMPARED = 5;
/** Of six digits three are right at any moment: so many tries each hour find one in some years. */
export const MOST_WRONG_CODES = 10;
const SECONDS = 3600;

const perHour = (points: number) => new RateLimiterMemory({ points, duration: SECONDS });

export type { Limits };

const ofAccount = perHour(MOST_FAILURES);
const ofAccountHere = perHour(ALWAYS_COMPARED);
const ofDevice = perHour(MOST_FAILURES);
const codesOfAccount = perHour(MOST_WRONG_CODES);
const codesOfDevice = perHour(MOST_WRONG_CODES);

/** Where somebody tries from. */
export interface From {
  network: string;
  /** Of a browser in which somebody has signed in to this account before. */
  device?: string | undefined;
  /** What one network may try, at all accounts together. */
  limits: Limits;
}

/** One try, counted as wrong until it turns out to be right. */
export interface Try {
  /** From a browser in which the owner has signed in before. */
  known: boolean;
  clearTries(): Promise<void>;
}

/**
 * Guessing is counted by network and by account (unknown addresses count too). A browser that knows the account has a
 * count of its own: whoever guesses elsewhere does not hold it up.
 * @throws TooMany
 */
export async function beginTry(email: string, { network, device, limits }: From): Promise<Try> {
  const account = hashSecret(email);
  const own = device && `${account} ${device}`;
  if (own && (await takes(ofDevice, own))) return { known: true, clearTries: () => forget(ofDevice, own) };
  await limits.take('passwords', network);
  const here = `${account} ${network}`;
  const counted = await ofAccount.penalty(account);
  if (counted.consumedPoints === MOST_FAILURES)
    log.warn(
      { failures: MOST_FAILURES },
      'sign-in to one account from browsers that do not know it is held up',
    );
  const compared = await takes(ofAccountHere, here);
  if (!compared && counted.consumedPoints > MOST_FAILURES)
    throw new TooMany(Math.ceil(counted.msBeforeNext / 1000), 'accounts.errors.held-up');
  return {
    known: false,
    async clearTries() {
      await Promise.all([
        limits.giveBack('passwords', network),
        ofAccount.reward(account),
        forget(ofAccountHere, here),
      ]);
    },
  };
}

/** One try of a code, counted as wrong until it turns out to be right. */
export interface CodeTry {
  /** After this one there are no more for a while. */
  last: boolean;
  clearTries(): Promise<void>;
}

/**
 * Only those who know the password come so far. A browser in which the owner has signed in before has a count of its
 * own; what cannot be guessed is not counted by account: whoever guesses holds up neither.
 * @throws TooMany
 */
export async function beginCodeTry(
  account: string,
  { network, device, limits }: From,
  guessable: boolean,
): Promise<CodeTry> {
  const own = device && `${account} ${device}`;
  if (own && guessable) return countCode(codesOfDevice, own);
  await limits.take('passwords', network);
  const tried = guessable ? await countCode(codesOfAccount, account) : undefined;
  return {
    last: tried?.last ?? false,
    async clearTries() {
      await limits.giveBack('passwords', network);
      await tried?.clearTries();
    },
  };
}

async function countCode(limiter: RateLimiterMemory, key: string): Promise<CodeTry> {
  const counted = await limiter.penalty(key);
  if (counted.consumedPoints > MOST_WRONG_CODES)
    throw new TooMany(Math.ceil(counted.msBeforeNext / 1000), 'accounts.errors.codes-held-up');
  return { last: counted.consumedPoints === MOST_WRONG_CODES, clearTries: () => forget(limiter, key) };
}

/** After a reset by letter. */
export async function forgetFailures(email: string): Promise<void> {
  await forget(ofAccount, hashSecret(email));
}

const takes = (limiter: RateLimiterMemory, key: string) =>
  limiter.consume(key).then(
    () => true,
    () => false,
  );

async function forget(limiter: RateLimiterMemory, key: string): Promise<void> {
  await limiter.delete(key);
}
