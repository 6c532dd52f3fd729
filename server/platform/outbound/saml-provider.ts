import { randomUUID } from 'node:crypto';
import { type Profile, SAML } from '@node-saml/node-saml';
import { type Identity, type IdentityProvider, signedInWithin } from './identity-provider.ts';
import type { SamlSettings } from './saml-settings.ts';

const METHODS = 'http://schemas.microsoft.com/claims/authnmethodsreferences';
const FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';
/** Clocks of two machines may differ by so much. */
const SKEW_MS = 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

interface Kept {
  id: string;
  begunAt: number;
}

/** What is read of an answer whose signature is good, and of nothing else. */
export interface Told {
  issuer: string;
  subject: string;
  /** Of the request that this answers: only the browser that was sent with it may use the answer. */
  answers: string;
  recipient: string;
  /** ISO times of the provider's clock. */
  until: string;
  issuedAt: string;
  signedInAt?: string | undefined;
  email?: string | undefined;
  methods: string[];
}

/**
 * SAML 2.0 (Web Browser SSO, redirect out, post back). Signature, audience and times are checked by the library;
 * whom the answer is for, which request it answers and that nobody else has sent the browser with it, here
 * (SAML 2.0 Profiles, 4.1.4.3). An answer to no request is refused: it could sign somebody in as another.
 */
export function samlProvider(settings: SamlSettings): IdentityProvider {
  const { issuer, signInUrl, certificates, name } = settings;
  const library = (callback: string, more: { id?: string; anew?: boolean } = {}) =>
    new SAML({
      ...{ entryPoint: signInUrl, idpIssuer: issuer, idpCert: [...certificates], callbackUrl: callback },
      ...{ issuer: entityId(callback), audience: entityId(callback) },
      ...{ wantAssertionsSigned: true, wantAuthnResponseSigned: false, acceptedClockSkewMs: SKEW_MS },
      ...{ identifierFormat: `${FORMAT}persistent`, disableRequestedAuthnContext: true },
      ...(more.anew ? { forceAuthn: true } : {}),
      ...(more.id ? { generateUniqueId: () => more.id! } : {}),
    });
  return {
    name,
    async begin(callback, { anew, now }) {
      // An id of XML begins with a letter or a low line.
      const kept: Kept = { id: `_${randomUUID()}`, begunAt: now.getTime() };
      const address = await library(callback, { id: kept.id, anew }).getAuthorizeUrlAsync('', undefined, {});
      return { address, kept: JSON.stringify(kept) };
    },
    async receive(answer, callback) {
      const { profile } = await library(callback).validatePostResponseAsync({ SAMLResponse: answer });
      if (!profile) throw new Error('the answer names nobody');
      const told = toldBy(profile, settings);
      if (told.issuer !== issuer) throw new Error(`the answer is of ${told.issuer}`);
      if (told.recipient !== callback) throw new Error(`the answer is for ${told.recipient}`);
      return JSON.stringify(told);
    },
    async finish(answer, text, now) {
      const kept = JSON.parse(text) as Kept;
      const told = JSON.parse(answer) as Told;
      if (told.answers !== kept.id) throw new Error('the answer is to another request');
      if (now.getTime() - SKEW_MS >= Date.parse(told.until)) throw new Error('the answer is too old');
      return identityIn(told, settings.secondFactor, (now.getTime() - kept.begunAt) / 1000);
    },
    metadata: (callback) => library(callback).generateServiceProviderMetadata(null, null),
  };
}

/** The name of this site for the provider: where its metadata stand. */
const entityId = (callback: string) => callback.replace(/\/callback$/, '/metadata');

/** How the library gives XML: attributes under `$`, text under `_`, children in lists. */
interface Node {
  $?: Record<string, string>;
  _?: string;
  [child: string]: unknown;
}

const childOf = (node: Node | undefined, name: string) => (node?.[name] as Node[] | undefined)?.[0];
const list = (value: unknown) => (Array.isArray(value) ? value : [value]).filter(isText);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** @throws when something that has to be there is not: Subject, its confirmation, a lasting name */
function toldBy(profile: Profile, { emailAttributes }: SamlSettings): Told {
  const assertion = childOf({ list: [profile.getAssertion!()] } as Node, 'list')!['Assertion'] as Node;
  const subject = childOf(assertion, 'Subject');
  const confirmations = (subject?.['SubjectConfirmation'] as Node[] | undefined) ?? [];
  const bearer = confirmations.filter(({ $ }) => $?.['Method'] === BEARER);
  const data = bearer.length === 1 ? childOf(bearer[0], 'SubjectConfirmationData')?.$ : undefined;
  if (!data?.['InResponseTo'] || !data['Recipient'] || !data['NotOnOrAfter'])
    throw new Error('the answer does not say which request it answers, for whom, and until when');
  const { nameID, nameIDFormat = '', issuer } = profile;
  if (!isText(nameID) || nameIDFormat === `${FORMAT}transient`)
    throw new Error('the answer has no lasting name (NameID) for the person');
  const statement = childOf(assertion, 'AuthnStatement');
  const attributes = (profile['attributes'] ?? {}) as Record<string, unknown>;
  const asAddress = nameIDFormat.endsWith(':emailAddress') ? [nameID] : [];
  const addresses = [...emailAttributes.flatMap((each) => list(attributes[each])), ...asAddress];
  const classRef = childOf(childOf(statement, 'AuthnContext'), 'AuthnContextClassRef')?._;
  return {
    ...{ issuer, subject: nameID, answers: data['InResponseTo'], recipient: data['Recipient'] },
    ...{ until: data['NotOnOrAfter'], issuedAt: assertion.$!['IssueInstant']! },
    signedInAt: statement?.$?.['AuthnInstant'],
    email: addresses[0]?.trim().toLowerCase(),
    methods: [...list(classRef), ...list(attributes[METHODS])],
  };
}

/** `awaySeconds`: how long the browser was at the provider, by our clock. */
function identityIn(told: Told, secondFactor: readonly string[], awaySeconds: number): Identity {
  const { issuer, subject, email, methods, issuedAt, signedInAt } = told;
  const seconds = (time: string) => Date.parse(time) / 1000;
  const at = signedInAt === undefined ? undefined : seconds(signedInAt);
  return {
    ...{ issuer, subject, email },
    secondFactor: methods.some((each) => secondFactor.includes(each)),
    fresh: signedInWithin(awaySeconds, { iat: seconds(issuedAt), auth_time: at }),
  };
}
