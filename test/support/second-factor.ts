import { Secret, TOTP } from 'otpauth';
import { AccountModel } from '../../server/accounts/model.ts';
import { hashSecret, normaliseKey } from '../../server/platform/secrets.ts';
import type { World } from './world.ts';

/** What an app shows for a key, typed as the page shows it. */
export function codeOf(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) }).generate({
    timestamp: now.getTime(),
  });
}

export function sealedSecret(world: World, account: string): { sealed: string; secret: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, sealed: world.app.site.tokens.seal(secret, 'second-factor', account) };
}

/** Set up in the store, past the pages. @returns the key of the app */
export async function giveFactor(
  world: World,
  account: string,
  { recovery = [] }: { recovery?: string[] } = {},
): Promise<string> {
  const { sealed, secret } = sealedSecret(world, account);
  const hashes = recovery.map((code) => hashSecret(normaliseKey(code)));
  const factor = { secret: sealed, since: world.clock.now(), lastStep: 0, recovery: hashes };
  await AccountModel.updateOne({ _id: account }, { $set: { factor } });
  return secret;
}
