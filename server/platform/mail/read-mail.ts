import type { AddressObject, Headers } from 'mailparser';
import type { Upload } from '../files/upload.ts';

/** A letter that has come, as far as anybody here looks at it. Nothing in it is to be trusted. */
export interface Mail {
  /** Without its brackets; empty: it has none. */
  messageId: string;
  /** In lower case; empty: nobody can be answered. */
  from: string;
  name: string;
  /** Addresses of all that it was sent to. */
  to: string[];
  subject: string;
  text: string;
  /** Message-IDs of the letters that it answers. */
  references: string[];
  /** A program has written it: a list, an absence, a server. */
  automatic: boolean;
  /** A server tells that a letter has not arrived. */
  bounce?: { address: string; status: string; references: string[] };
  /** The server that has taken it says that it does not come from where it says. */
  forged: boolean;
  files: Upload[];
}

const MOST_REFERENCES = 50;
/** A list or program needs no more to be known; a report of a server stands within. */
const LOOKED_THROUGH = 200_000;
const BY_PROGRAMS = /^(bulk|junk|list|auto.?reply)$/i;
const PROGRAMS = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+-].*)?@/;
const MARKS_OF_LISTS = [
  'list-id',
  'list',
  'x-autoreply',
  'x-autorespond',
  'x-auto-reply-from',
  'feedback-id',
];

const lines = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(lines).join('\n') : '';

function isAutomatic(headers: Headers, from: string): boolean {
  const submitted = lines(headers.get('auto-submitted')).trim().toLowerCase();
  if (submitted && !submitted.startsWith('no')) return true;
  if (BY_PROGRAMS.test(lines(headers.get('precedence')).trim())) return true;
  if (MARKS_OF_LISTS.some((name) => headers.has(name))) return true;
  return emptyReturn(headers) || PROGRAMS.test(from);
}

/** Mail servers note whom they would tell that it cannot be delivered: nobody, when it is such a report itself. */
function emptyReturn(headers: Headers): boolean {
  const path = headers.get('return-path') as AddressObject | string | undefined;
  if (path === undefined) return false;
  if (typeof path === 'string') return /^\s*<?\s*>?\s*$/.test(path);
  return path.value.every(({ address }) => !address);
}

/** RFC 3464: whom a letter has not reached, for good. */
function bounceOf(contentType: string, raw: string): Mail['bounce'] {
  if (!/multipart\/report/i.test(contentType) || !/delivery-status/i.test(raw)) return undefined;
  const address = /^Final-Recipient:\s*rfc822\s*;\s*<?([^\s<>]+)/im.exec(raw)?.[1]?.toLowerCase();
  const status = /^Status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(raw)?.[1];
  if (!address || !status?.startsWith('5')) return undefined;
  return { address, status, references: raw.match(/<[^<>\s]{1,300}>/g)?.slice(0, 200) ?? [] };
}

const addressesOf = (field: AddressObject | AddressObject[] | undefined): string[] =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap((one) => [one, ...(one.group ?? [])]))
    .flatMap(({ address }) => (address ? [address.toLowerCase()] : []));

const bare = (id: string) => id.trim().replace(/^<|>$/g, '');

/** @throws what the parser says to bytes that are no letter */
export async function readMail(source: Buffer): Promise<Mail> {
  // Read with the first letter: no start waits for it.
  const { simpleParser } = await import('mailparser');
  const parsed = await simpleParser(source, { skipImageLinks: true, maxHtmlLengthToParse: 1_000_000 });
  const { headers, attachments } = parsed;
  const from = parsed.from?.value[0];
  const address = from?.address?.toLowerCase() ?? '';
  const type = (headers.get('content-type') as { value?: string } | undefined)?.value ?? '';
  const bounce = bounceOf(type, source.subarray(0, LOOKED_THROUGH).toString('latin1'));
  const references = [parsed.inReplyTo ?? [], parsed.references ?? []].flat().map(bare);
  return {
    messageId: bare(parsed.messageId ?? ''),
    from: address,
    name: from?.name ?? '',
    to: [
      ...addressesOf(parsed.to),
      ...addressesOf(parsed.cc),
      ...lines(headers.get('delivered-to')).split('\n'),
    ],
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    references: references.slice(0, MOST_REFERENCES),
    automatic: isAutomatic(headers, address),
    ...(bounce ? { bounce } : {}),
    forged: /\bdmarc=fail\b/i.test(lines(headers.get('authentication-results'))),
    // Pictures of a signature come along with every letter: they show nothing.
    files: attachments
      .filter(({ related, filename }) => !related && filename)
      .map(({ filename, content }) => ({ name: filename ?? '', bytes: content })),
  };
}
