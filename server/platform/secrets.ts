import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Letters and digits that nobody mistakes for one another when reading them out on the phone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

function spell(bytes: Uint8Array, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A key to read out: 'K7QX-2MPA-9VTC-HR4D' (about 78 bits). */
function grouped(spelled: string): string {
  return spelled.match(/.{4}/g)!.join('-');
}

/** What is derived from the secret of a site, so that no token in a letter has to be stored readably. */
export interface SiteTokens {
  /** A token that can be made again from what it is for: `derived('invitation', id)`. 256 bits. */
  derived(purpose: string, value: string): string;
  /** Whether a token from a link is the one derived for its purpose; takes as long for a wrong one as for the right one. */
  isDerived(token: string, purpose: string, value: string): boolean;
  /** A receipt key. From the same seed always the same key, so that a repeated request can be given the same answer. */
  receiptKey(seed?: string): string;
  /** A text that only this site can read again, and only for the same purpose and owner. */
  seal(text: string, purpose: string, owner: string): string;
  /** undefined when it was sealed under another secret, for something else, or was changed. */
  unseal(sealed: string, purpose: string, owner: string): string | undefined;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function tokensOf(secret: string): SiteTokens {
  const hmac = (text: string) => createHmac('sha256', secret).update(text);
  const derived = (purpose: string, value: string) => hmac(`${purpose}:${value}`).digest('base64url');
  return {
    derived,
    isDerived: (token, purpose, value) => sameText(derived(purpose, value), token),
    seal(text, purpose, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keyFor(secret, purpose), nonce).setAAD(Buffer.from(owner));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url');
    },
    unseal(sealed, purpose, owner) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(CIPHER, keyFor(secret, purpose), bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return (
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch {
        return undefined;
      }
    },
    receiptKey: (seed) => grouped(spell(seed ? hmac(`receipt:${seed}`).digest() : randomBytes(16), 16)),
  };
}

const keyFor = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

/** A random key to read out and to type. @param length each sign has some 4.9 bits */
export function randomKey(length = 16): string {
  return grouped(spell(randomBytes(length), length));
}

/** What people make of a key when they type it: lower case, spaces, no dashes. */
export function normaliseKey(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** A token for links and programs: 32 random bytes. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** One-way hash of a random secret. (Passwords are not random: they get argon2id.) */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares in constant time. */
export function sameText(known: string, given: string): boolean {
  return sameSecret(hashSecret(known), given);
}

export function sameSecret(hash: string, secret: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const known = Buffer.from(hash);
  return given.length === known.length && timingSafeEqual(given, known);
}
