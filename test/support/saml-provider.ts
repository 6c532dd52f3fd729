import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/saml/${name}`, import.meta.url), 'utf8');
export const CERTIFICATE = fixture('certificate.pem');
const KEY = fixture('key.pem');

const SAML = 'urn:oasis:names:tc:SAML:2.0';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ASSERTION = "//*[local-name(.)='Assertion']";

/** A request as the browser brings it. */
export interface AskedBySaml {
  id: string;
  callback: string;
  audience: string;
  anew: boolean;
}

/** Of whom an answer tells, and how; each part can be made wrong. */
export interface ProvidedBySaml {
  subject: string;
  format?: string;
  attributes?: Record<string, string>;
  /** Class of the sign-in. */
  context?: string;
  issuer?: string;
  answers?: string;
  recipient?: string;
  audience?: string;
  /** Seconds from now. */
  until?: number;
  signedInAt?: number;
  unsigned?: boolean;
  /** Made of the signed XML, as an attacker would. */
  forge?(xml: string): string;
}

export function askedIn(address: string): AskedBySaml {
  const packed = new URL(address).searchParams.get('SAMLRequest')!;
  const xml = inflateRawSync(Buffer.from(packed, 'base64')).toString();
  const read = (pattern: RegExp) => pattern.exec(xml)?.[1] ?? '';
  return {
    id: read(/\bID="([^"]+)"/),
    callback: read(/AssertionConsumerServiceURL="([^"]+)"/),
    audience: read(/<saml:Issuer[^>]*>([^<]+)</),
    anew: /ForceAuthn="true"/.test(xml),
  };
}

const written = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const time = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

/** A response of SAML with a signed assertion, in base64. */
export function answerOf(issuer: string, asked: AskedBySaml, who: ProvidedBySaml): string {
  const { format = 'persistent', attributes = {}, context = `${SAML}:ac:classes:Password`, until = 60 } = who;
  const { answers = asked.id, recipient = asked.callback, audience = asked.audience } = who;
  const from = `<saml:Issuer>${written(who.issuer ?? issuer)}</saml:Issuer>`;
  const told = Object.entries(attributes).map(
    ([name, value]) =>
      `<saml:Attribute Name="${written(name)}"><saml:AttributeValue>${written(value)}</saml:AttributeValue></saml:Attribute>`,
  );
  const nameFormat =
    format === 'emailAddress'
      ? `urn:oasis:names:tc:SAML:1.1:nameid-format:${format}`
      : `${SAML}:nameid-format:${format}`;
  const assertion = [
    `<saml:Assertion ID="_assertion" Version="2.0" IssueInstant="${time(0)}">${from}`,
    `<saml:Subject><saml:NameID Format="${nameFormat}">${written(who.subject)}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="${SAML}:cm:bearer"><saml:SubjectConfirmationData`,
    answers && ` InResponseTo="${answers}"`,
    ` Recipient="${written(recipient)}" NotOnOrAfter="${time(until)}"/></saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions NotBefore="${time(-30)}" NotOnOrAfter="${time(until)}"><saml:AudienceRestriction>`,
    `<saml:Audience>${written(audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${time(who.signedInAt ?? 0)}"><saml:AuthnContext>`,
    `<saml:AuthnContextClassRef>${context}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    `<saml:AttributeStatement>${told.join('')}</saml:AttributeStatement></saml:Assertion>`,
  ].join('');
  const response = [
    `<samlp:Response xmlns:samlp="${SAML}:protocol" xmlns:saml="${SAML}:assertion" ID="_response" Version="2.0"`,
    ` IssueInstant="${time(0)}" Destination="${written(asked.callback)}" InResponseTo="${asked.id}">${from}`,
    `<samlp:Status><samlp:StatusCode Value="${SAML}:status:Success"/></samlp:Status>${assertion}</samlp:Response>`,
  ].join('');
  const xml = who.unsigned ? response : signed(response);
  return Buffer.from(who.forge?.(xml) ?? xml).toString('base64');
}

function signed(xml: string): string {
  const signature = new SignedXml({
    privateKey: KEY,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signature.addReference({
    xpath: ASSERTION,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signature.computeSignature(xml, {
    location: { reference: `${ASSERTION}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signature.getSignedXml();
}

export interface TestSamlProvider {
  issuer: string;
  signInUrl: string;
  /** Whoever comes next is this person. */
  next(person: ProvidedBySaml): void;
  close(): Promise<void>;
}

/** A provider of SAML on a port of its own: its page posts the answer as soon as a browser opens it. */
export async function startSamlProvider(): Promise<TestSamlProvider> {
  let person: ProvidedBySaml | undefined;
  let address = '';
  const server = createServer((request, response) => {
    const asked = askedIn(`${address}${request.url}`);
    const answer = answerOf(`${address}/metadata`, asked, person!);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><title>id</title><main><form id="answer" method="post" action="${asked.callback}"><input type="hidden" name="SAMLResponse" value="${answer}"><button>Go on</button></form></main>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ issuer: `${address}/metadata`, signInUrl: `${address}/sign-in` },
    next: (who) => {
      person = who;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
