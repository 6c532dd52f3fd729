import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { hashSecret, randomToken } from '../platform/secrets.ts';
import { CHALLENGE_MINUTES } from './rules.ts';
import { UsedChallengeModel } from './used-challenge.ts';

const PURPOSE = 'passkey';
const MS = CHALLENGE_MINUTES * 60_000;

/** What names a passkey in pages and forms: ids of devices are long. */
export const passkeyHandle = ({ id }: { id: string }) => hashSecret(id);

/** A question for a device, and the same sealed for the form that brings the answer. Nothing is stored before that. */
export function newChallenge({ site, now }: Context, account: string): { challenge: string; sealed: string } {
  const challenge = randomToken();
  const sealed = site.tokens.seal(JSON.stringify([challenge, now.getTime() + MS]), PURPOSE, account);
  return { challenge, sealed };
}

/** @returns the question; undefined when it is not ours, too old, or has been answered before */
export async function takeChallenge(
  { site, now }: Context,
  account: string,
  sealed: string,
): Promise<string | undefined> {
  const opened = site.tokens.unseal(sealed, PURPOSE, account);
  if (!opened) return undefined;
  const [challenge, until] = JSON.parse(opened) as [string, number];
  if (until <= now.getTime()) return undefined;
  try {
    await UsedChallengeModel.create({ _id: hashSecret(challenge), expiresAt: new Date(until) });
  } catch (error) {
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
  return challenge;
}
