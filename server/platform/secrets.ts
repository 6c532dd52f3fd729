import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Letters and digits that nobody mistakes for one another when reading them out on the phone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

function spell(bytes: Uint8Array, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A key to read out: 'K7QX-2MPA-9VTC-HR4D' (about 78 bits). */
function grouped(spelled: string): string {
  return spelled.match(/.{4}/g)!.join('-');
}

let siteSecret = '';

/** Set once at start. Tokens in letters are derived from it, so that none has to be stored readably. */
export function useSecret(secret: string): void {
  siteSecret = secret;
}

/** A token that can be made again from what it is for: `derivedToken('invitation', id)`. 256 bits. */
export function derivedToken(purpose: string, value: string): string {
  return createHmac('sha256', siteSecret).update(`${purpose}:${value}`).digest('base64url');
}

/** A receipt key. From the same seed always the same key, so that a repeated request can be given the same answer. */
export function receiptKey(seed?: string): string {
  const bytes = seed ? createHmac('sha256', siteSecret).update(`receipt:${seed}`).digest() : randomBytes(16);
  return grouped(spell(bytes, 16));
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

/** Whether a token from a link is the one derived for its purpose; takes as long for a wrong one as for the right one. */
export function isDerivedToken(token: string, purpose: string, value: string): boolean {
  return sameSecret(hashSecret(derivedToken(purpose, value)), token);
}
