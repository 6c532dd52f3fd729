import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';

/** RFC 6238 with what every app knows: SHA-1, six digits, thirty seconds. */
const SECONDS = 30;
const KIND = { algorithm: 'SHA1', digits: 6, period: SECONDS } as const;
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;
/** Clocks of telephones differ: one step before and one after are taken too (RFC 6238, 5.2). */
const WINDOW = 1;

const totpOf = (secret: string) => new TOTP({ ...KIND, secret: Secret.fromBase32(secret) });

/** In base32, as people may type it into an app. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Number of the step that a code belongs to; undefined when it is wrong, too old or too early. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  // The library compares bytes and faults on letters that need more of them.
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / SECONDS) + delta;
}

/** What an app reads from the picture. */
function keyAddress(secret: string, { site, email }: { site: string; email: string }): string {
  return new TOTP({ ...KIND, issuer: site, label: email, secret: Secret.fromBase32(secret) }).toString();
}

/** The address for an app as a picture. */
export function keyPicture(secret: string, named: { site: string; email: string }): string {
  return renderSVG(keyAddress(secret, named), { ecc: 'M', border: 4, pixelSize: 4 });
}
