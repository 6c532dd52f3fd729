import type { Context } from '../platform/context.ts';
import { TooMany } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { hashSecret } from '../platform/secrets.ts';
import { ALWAYS_COMPARED, type Limits, MOST_FAILURES, MOST_WRONG_CODES } from '../platform/web/limits.ts';

export { ALWAYS_COMPARED, type Limits, MOST_FAILURES, MOST_WRONG_CODES };

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
  if (own && (await limits.add('device', own)).consumed <= MOST_FAILURES)
    return { known: true, clearTries: () => limits.forget('device', own) };
  await limits.take('passwords', network);
  const here = `${account} ${network}`;
  const counted = await limits.add('account', account);
  if (counted.consumed === MOST_FAILURES)
    log.warn(
      { failures: MOST_FAILURES },
      'sign-in to one account from browsers that do not know it is held up',
    );
  const compared = (await limits.add('account-here', here)).consumed <= ALWAYS_COMPARED;
  if (!compared && counted.consumed > MOST_FAILURES) {
    limits.refused('account', account);
    throw new TooMany(Math.ceil(counted.msBeforeNext / 1000), 'accounts.errors.held-up');
  }
  return {
    known: false,
    async clearTries() {
      await Promise.all([
        limits.giveBack('passwords', network),
        limits.giveBack('account', account),
        limits.forget('account-here', here),
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
  if (own && guessable) return countCode(limits, 'device-codes', own);
  await limits.take('passwords', network);
  const tried = guessable ? await countCode(limits, 'account-codes', account) : undefined;
  return {
    last: tried?.last ?? false,
    async clearTries() {
      await limits.giveBack('passwords', network);
      await tried?.clearTries();
    },
  };
}

async function countCode(
  limits: Limits,
  kind: 'account-codes' | 'device-codes',
  key: string,
): Promise<CodeTry> {
  const { consumed, msBeforeNext } = await limits.add(kind, key);
  if (consumed > MOST_WRONG_CODES) {
    limits.refused(kind, key);
    throw new TooMany(Math.ceil(msBeforeNext / 1000), 'accounts.errors.codes-held-up');
  }
  return { last: consumed === MOST_WRONG_CODES, clearTries: () => limits.forget(kind, key) };
}

/** After a reset by letter. */
export async function forgetFailures({ site }: Context, email: string): Promise<void> {
  await site.limits?.forget('account', hashSecret(email));
}
