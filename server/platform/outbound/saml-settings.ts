import { X509Certificate } from 'node:crypto';

export interface SamlSettings {
  /** Its entity id. */
  issuer: string;
  /** Where browsers are sent to sign in (HTTP-Redirect). */
  signInUrl: string;
  /** One or several certificates in PEM: a provider that changes its own signs with either for a while. */
  certificates: readonly string[];
  /** On the button. */
  name: string;
  /** Attributes that may hold the address; the first that is told counts. */
  emailAttributes: readonly string[];
  /** Classes of the sign-in, or values of Microsoft's list of methods, that say that there was a second factor. */
  secondFactor: readonly string[];
}

/** Where an address stands at the common providers: plain names, LDAP's, Microsoft's. */
export const EMAIL_ATTRIBUTES: readonly string[] = [
  ...['email', 'mail', 'urn:oid:0.9.2342.19200300.100.1.3'],
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
];

/** Certificates that stand one after another in a text. @throws when one cannot be read, or there is none */
export function certificatesIn(text: string): string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error('no certificate');
  return found.map((each) => new X509Certificate(each).toString());
}
