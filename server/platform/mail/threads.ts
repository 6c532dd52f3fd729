import type { SiteTokens } from '../secrets.ts';

/** A site, as far as marks need it. */
interface Signing {
  tokens: SiteTokens;
}

/** Where the city reads letters. */
export interface MailIn {
  /** 'gop-y@city.example' */
  address: string;
  /** Its server takes 'gop-y+anything@city.example' too. */
  plus: boolean;
}

const PURPOSE = 'mail-thread';
const TOKEN_FIGURES = 20;
const MARK = /(?<![a-z0-9])([a-z]{2}-\d{4}-\d{6})\.([0-9a-f]{20})(?![0-9a-f])/g;

const upper = (code: string) => code.toUpperCase();

function tokenOf({ tokens }: Signing, code: string): string {
  return Buffer.from(tokens.derived(PURPOSE, upper(code)), 'base64url')
    .toString('hex')
    .slice(0, TOKEN_FIGURES);
}

/** By which a reply is known to belong to an item; in lower case, for mail servers may change that of addresses. */
export function threadOf(site: Signing, code: string): string {
  return `${code.toLowerCase()}.${tokenOf(site, code)}`;
}

/** Code of the first mark of ours in addresses or Message-IDs; forged ones are none. */
export function codeOfThread(site: Signing, lines: readonly string[]): string | undefined {
  for (const [, code = '', token] of lines.join('\n').toLowerCase().matchAll(MARK))
    if (tokenOf(site, code) === token) return upper(code);
  return undefined;
}

/** Where a reply to a letter of this thread goes. */
export function replyAddress({ address, plus }: MailIn, thread: string): string {
  const at = address.lastIndexOf('@');
  return plus ? `${address.slice(0, at)}+${thread}${address.slice(at)}` : address;
}
