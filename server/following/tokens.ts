import type { Site } from '../platform/context.ts';
import { addressKey } from '../platform/mail/first-letters.ts';
import { hashSecret } from '../platform/secrets.ts';
import type { FollowingFields } from './model.ts';

type Of = Pick<FollowingFields, 'to' | 'what' | 'subject'>;

/** Of one thing that a mailbox follows: whoever has it can confirm and stop that. Made again for each letter. */
export function followingToken({ tokens }: Site, { to, what, subject }: Of): string {
  return tokens.derived('following', `${addressKey(to)} ${what} ${subject}`);
}

/** Of a mailbox: whoever has it sees what it follows. */
export function listToken({ tokens }: Site, to: string): string {
  return tokens.derived('following-list', addressKey(to));
}

export const hashed = (token: string) => hashSecret(token);
