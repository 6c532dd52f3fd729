import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error the package has no types
import Provider from 'oidc-provider';

export interface ProvidedPerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  amr?: string[];
  acr?: string;
}

export interface TestProvider {
  issuer: string;
  clientSecret: string;
  /** Whoever comes next is this person. */
  next(person: ProvidedPerson): void;
  /** The next one cancels. */
  cancel(): void;
  close(): Promise<void>;
}

const CLIENT_SECRET = 'a secret of the client of this site';

/** A real OpenID provider on a port of its own; who signs in is said by the test. */
export async function startProvider(callback: () => string): Promise<TestProvider> {
  let handler: RequestListener = (_request, response) => response.end();
  const server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, ProvidedPerson>();
  let person: ProvidedPerson | undefined;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'city',
        client_secret: CLIENT_SECRET,
        redirect_uris: [callback()],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/who/${uid}` },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => people.get(id) }),
    async loadExistingGrant({
      oidc,
    }: {
      oidc: { client: { clientId: string }; session: { accountId: string } };
    }) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  handler = (request, response) => {
    if (!request.url!.startsWith('/who/')) return provider.callback()(request, response);
    const result = person
      ? { login: { accountId: person.sub, amr: person.amr, acr: person.acr, remember: false } }
      : { error: 'access_denied', error_description: 'cancelled' };
    void provider.interactionFinished(request, response, result);
  };
  return {
    ...{ issuer, clientSecret: CLIENT_SECRET },
    next: (who) => {
      people.set(who.sub, who);
      person = who;
    },
    cancel: () => {
      person = undefined;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
