import type { IdentityProvider } from '../outbound/identity-provider.ts';
import type { Reply } from './reply.ts';
import type { Visit } from './route.ts';

type Browser = Pick<Visit<any, any>, 'context' | 'cookies'>;

interface Kept {
  /** State, nonce and verifier of the sign-in. */
  kept: string;
  /** Where it leads in the end. */
  to: string;
}

const SECONDS = 600;

/**
 * The way to an identity provider and back. What the browser has to bring again is sealed in a cookie that the door
 * alone gets, and good for one return.
 * @param cookie also says for what it is sealed: of two doors neither takes what the other has kept
 * @param path of the door; the provider sends the browser to `path`/callback
 */
export function wayToProvider({ cookie, path }: { cookie: string; path: string }) {
  const callback = `${path}/callback`;
  return {
    callback,
    /** @throws when the provider is away */
    async leave(
      { context, cookies }: Browser,
      provider: IdentityProvider,
      { anew, to }: { anew: boolean; to: string },
    ): Promise<Reply> {
      const { tokens, publicUrl } = context.site;
      const { address, kept } = await provider.begin(`${publicUrl}${callback}`, { anew, now: context.now });
      const sealed = tokens.seal(JSON.stringify({ kept, to } satisfies Kept), cookie, '');
      cookies.write(cookie, sealed, { path, maxAgeSeconds: SECONDS });
      return { kind: 'see-other', to: address };
    },
    /** What this browser had been sent with; undefined for one that was not, or that comes back once more. */
    comeBack({ context, cookies }: Browser): Kept | undefined {
      const opened = context.site.tokens.unseal(cookies.read(cookie) ?? '', cookie, '');
      cookies.clear(cookie, path);
      return opened ? (JSON.parse(opened) as Kept) : undefined;
    },
  };
}
