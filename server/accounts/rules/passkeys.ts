/** What can be told about a passkey without its secret; the private key never leaves its device. */
export interface Passkey {
  /** Of the credential, as the device names it. */
  id: string;
  /** In base64url, as the device gave it (COSE). */
  publicKey: string;
  /** Raised by devices that count; many always say 0. */
  counter: number;
  transports: string[];
  /** What its owner calls it. */
  name: string;
  since: Date;
  /** Civil day; written once a day, without a journal entry. */
  lastUsedDay?: string;
}

export const MOST_PASSKEYS = 10;
/** A device has to answer a question of ours within this time, and each question once. */
export const CHALLENGE_MINUTES = 10;

interface Factors {
  factor?: unknown;
  passkeys?: readonly unknown[];
}

/** Something besides the password: an app with codes, or a passkey. */
export function hasSecondStep({ factor, passkeys = [] }: Factors): boolean {
  return !!factor || passkeys.length > 0;
}

/** What the password alone still lacks. An app is always asked for; a passkey where the role needs a second step. */
export function missingAfterPassword(account: Factors, needed: boolean): 'code' | 'factor' | undefined {
  if (account.factor) return 'code';
  if (!needed) return undefined;
  return hasSecondStep(account) ? 'code' : 'factor';
}
