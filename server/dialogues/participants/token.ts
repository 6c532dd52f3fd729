import { derivedToken, hashSecret, sameSecret } from '../../platform/secrets.ts';

const SHAPE = /^([0-9a-f]{24})\.([\w-]{20,100})$/;

/** Longest that is looked at. */
export const TOKEN_LENGTH = 200;

function secretOf(code: string, participant: string): string {
  return derivedToken('participant', `${code}:${participant}`);
}

/** What a program shows instead of the cookie. */
export function participantToken(code: string, participant: string): string {
  return `${participant}.${secretOf(code, participant)}`;
}

/** Id of the participant whom a token of this session stands for; undefined for anything else. */
export function participantByToken(code: string, token: string): string | undefined {
  const parts = SHAPE.exec(token);
  if (!parts) return undefined;
  const [, participant, secret] = parts as unknown as [string, string, string];
  return sameSecret(hashSecret(secretOf(code, participant)), secret) ? participant : undefined;
}

/** The same for what nobody has checked yet. */
export function shownBy(code: string, token: unknown): string | undefined {
  return typeof token === 'string' && token.length <= TOKEN_LENGTH
    ? participantByToken(code, token)
    : undefined;
}
