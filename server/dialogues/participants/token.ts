import type { Site } from '../../platform/context.ts';

const SHAPE = /^([0-9a-f]{24})\.([\w-]{20,100})$/;

/** Longest that is looked at. */
export const TOKEN_LENGTH = 200;

const PURPOSE = 'participant';

/** What a program shows instead of the cookie. */
export function participantToken(site: Site, code: string, participant: string): string {
  return `${participant}.${site.tokens.derived(PURPOSE, `${code}:${participant}`)}`;
}

/** Id of the participant whom a token of this session stands for; undefined for anything else. */
export function participantByToken(site: Site, code: string, token: string): string | undefined {
  const parts = SHAPE.exec(token);
  if (!parts) return undefined;
  const [, participant, secret] = parts as unknown as [string, string, string];
  return site.tokens.isDerived(secret, PURPOSE, `${code}:${participant}`) ? participant : undefined;
}

/** The same for what nobody has checked yet. */
export function shownBy(site: Site, code: string, token: unknown): string | undefined {
  return typeof token === 'string' && token.length <= TOKEN_LENGTH
    ? participantByToken(site, code, token)
    : undefined;
}
