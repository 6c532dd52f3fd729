import type { Visit } from '../../platform/web/route.ts';

/**
 * A sender who has signed in with the identity provider for citizens: not an account, but an address that the provider
 * has verified, sealed in a cookie of this browser and kept nowhere else.
 */
const COOKIE = 'own-address';
const MINUTES = 30;

type Browser = Pick<Visit<any, any>, 'context' | 'cookies'>;

export function noteAddress({ context, cookies }: Browser, email: string): void {
  const until = context.now.getTime() + MINUTES * 60_000;
  const sealed = context.site.tokens.seal(JSON.stringify([email, until]), COOKIE, '');
  cookies.write(COOKIE, sealed, { maxAgeSeconds: MINUTES * 60 });
}

/** Undefined once the half hour is over, and where the site has no such provider (any more). */
export function provenAddress({ context, cookies }: Browser): string | undefined {
  if (!context.site.citizenProvider) return undefined;
  const opened = context.site.tokens.unseal(cookies.read(COOKIE) ?? '', COOKIE, '');
  if (!opened) return undefined;
  const [email, until] = JSON.parse(opened) as [string, number];
  return until > context.now.getTime() ? email : undefined;
}

export function forgetAddress({ cookies }: Browser): void {
  cookies.clear(COOKIE);
}

/**
 * What a page offers: the way to the provider, or the address that it has verified. Undefined where there is none.
 * @param to where the way leads in the end; absent: to the list of one's own items
 */
export function citizenSignIn(visit: Browser, to?: string): Record<string, string | undefined> | undefined {
  const provider = visit.context.site.citizenProvider?.name;
  if (!provider) return undefined;
  const href = `/track/provider${to ? `?${new URLSearchParams({ to })}` : ''}`;
  return { provider, href, email: provenAddress(visit) };
}
