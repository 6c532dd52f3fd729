import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';

export interface ProviderSettings {
  issuer: string;
  clientId: string;
  /** Absent: a public client, which PKCE alone protects. */
  clientSecret?: string | undefined;
  /** On the button. */
  name: string;
  /** Values of `acr` or `amr` that say that the provider has asked for a second factor. */
  secondFactor: readonly string[];
}

/** Who somebody is, as the provider says it. */
export interface Identity {
  issuer: string;
  subject: string;
  /** Only one that the provider has verified. */
  email?: string | undefined;
  name?: string | undefined;
  secondFactor: boolean;
  /** The provider says that the password was given after we had sent the browser there, not at some time before. */
  fresh: boolean;
}

/** Where staff sign in besides here: OpenID Connect, or SAML. */
export interface IdentityProvider {
  name: string;
  /**
   * Where the browser goes, and what it has to bring back.
   * @param options.anew the provider is to ask for the password again, also whoever is signed in there. The browser
   * can take that out of the address: only `fresh` of the answer says that it was so.
   * @throws when the provider is away
   */
  begin(callback: string, options: { anew: boolean; now: Date }): Promise<{ address: string; kept: string }>;
  /**
   * SAML: reads what the browser posts for the provider. It comes without cookies, since another site sends it.
   * @returns what `finish` takes, to be sealed on its way
   * @throws when it is not signed by the provider, not for this site, or too old
   */
  receive?(answer: string, callback: string): Promise<string>;
  /**
   * @param answer the address of the callback, or what `receive` gave
   * @throws when the answer is not one to what was kept, or the provider is away
   */
  finish(answer: string, kept: string, now: Date): Promise<Identity>;
  /** SAML: what the provider has to know of this site, as XML. */
  metadata?(callback: string): string;
}

const SECONDS = 10;
/** Providers round to seconds, and stamp the token a moment after the password. */
const ROUNDING_SECONDS = 5;
/** With a sign-in at the provider that is older than this, it asks again; and it has to say when it was. */
const OLDEST_SECONDS = 12 * 3600;
const SCOPE = 'openid email profile';

interface Kept {
  state: string;
  nonce: string;
  verifier: string;
  begunAt: number;
}

/**
 * OpenID Connect: code flow with PKCE, state and nonce.
 * @throws never by itself: the provider is asked when somebody signs in, and anew until it has answered once
 */
export function identityProvider(settings: ProviderSettings): IdentityProvider {
  const { issuer, clientId, clientSecret, name } = settings;
  let known: Promise<Configuration> | undefined;
  const configuration = () => {
    const authentication = clientSecret ? ClientSecretPost(clientSecret) : None();
    const plain = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
    known ??= discovery(new URL(issuer), clientId, undefined, authentication, {
      timeout: SECONDS,
      execute: plain,
    }).catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    name,
    async begin(callback, { anew, now }) {
      const provider = await configuration();
      const kept: Kept = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        begunAt: now.getTime(),
      };
      const { href } = buildAuthorizationUrl(provider, {
        ...{ redirect_uri: callback, scope: SCOPE, state: kept.state, nonce: kept.nonce },
        code_challenge: await calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
        max_age: String(anew ? 0 : OLDEST_SECONDS),
        ...(anew ? { prompt: 'login' } : {}),
      });
      return { address: href, kept: JSON.stringify(kept) };
    },
    async finish(address, text, now) {
      const kept = JSON.parse(text) as Kept;
      const provider = await configuration();
      const tokens = await authorizationCodeGrant(provider, new URL(address), {
        ...{ expectedState: kept.state, expectedNonce: kept.nonce, pkceCodeVerifier: kept.verifier },
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const about =
        claims['email'] === undefined && provider.serverMetadata().userinfo_endpoint
          ? { ...(await fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims }
          : claims;
      const identity = identityOf(about, settings.secondFactor);
      const awaySeconds = (now.getTime() - kept.begunAt) / 1000;
      return { ...identity, fresh: signedInWithin(awaySeconds, claims) };
    },
  };
}

/**
 * Whether somebody has signed in at the provider while the browser was there. Both moments of the token are of the
 * provider's clock, and how long the browser was away is of ours: clocks that differ change nothing.
 */
export function signedInWithin(
  seconds: number,
  { iat, auth_time: at }: { iat: number; auth_time?: unknown },
): boolean {
  return typeof at === 'number' && iat - at <= seconds + ROUNDING_SECONDS;
}

/** What of the claims counts: an address that nobody has verified is none. */
export function identityOf(
  claims: { iss: string; sub: string } & Record<string, unknown>,
  secondFactor: readonly string[],
): Omit<Identity, 'fresh'> {
  const { iss: issuer, sub: subject, email, email_verified: verified, name, acr, amr } = claims;
  const told = [acr, ...(Array.isArray(amr) ? amr : [])];
  return {
    ...{ issuer, subject },
    email: typeof email === 'string' && verified === true ? email.trim().toLowerCase() : undefined,
    name: typeof name === 'string' ? name : undefined,
    secondFactor: told.some((each) => secondFactor.includes(String(each))),
  };
}
