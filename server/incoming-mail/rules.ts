/** What became of a letter that has come. */
export const OUTCOMES = ['item', 'reply', 'to-read', 'bounce', 'automatic', 'own'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a person has to read it. */
export const REASONS = [
  'other-address',
  'not-awaited',
  'too-large',
  'many-recipients',
  'empty',
  'forged',
  'too-many',
  'unreadable',
] as const;
export type Reason = (typeof REASONS)[number];

/** Five files of 10 MB do not fit: whoever has so much sends it by the form. */
export const MOST_BYTES = 30_000_000;
/** What goes to so many is no letter to the city. */
export const MOST_RECIPIENTS = 30;
/** Letters of one address that are taken in a day: two programs that answer each other come to an end. */
export const MOST_IN_A_DAY = 10;

export interface Looked {
  from: string;
  to: readonly string[];
  text: string;
  automatic: boolean;
  forged: boolean;
  bounced: boolean;
  /** It comes from an address of ours, or is a letter of ours. */
  own: boolean;
  files: number;
  /** Of the same address, in the last day. */
  before: number;
}

/** Where a letter goes before anybody looks at what it answers; undefined: somebody has written to the city. */
export function firstLook(mail: Looked): { outcome: Outcome; reason?: Reason } | undefined {
  if (mail.bounced) return { outcome: 'bounce' };
  if (mail.own) return { outcome: 'own' };
  if (mail.automatic || !mail.from) return { outcome: 'automatic' };
  const reason = reasonToRead(mail);
  return reason && { outcome: 'to-read', reason };
}

function reasonToRead({ to, text, forged, files, before }: Looked): Reason | undefined {
  if (before >= MOST_IN_A_DAY) return 'too-many';
  if (forged) return 'forged';
  if (to.length > MOST_RECIPIENTS) return 'many-recipients';
  return text.trim() === '' && files === 0 ? 'empty' : undefined;
}

/** By which mail programs begin what they quote, in the languages of the city and its guests. */
const BEGINNINGS = [
  /^\s*(on|le|am|el)\s.{4,200}\s(wrote|écrit|schrieb|escribió)\s?:\s*$/i,
  /^\s*vào\s.{4,250}\sđã viết:?\s*$/i,
  // A time and a verb, one after the other looked for, so that a hostile line is read a few times and no more.
  /^(?=.*\d{1,2}[.:]\d{2})(?=.*(?:пишет|написал)).{0,450}:\s*$/i,
  /^\s*-{2,}\s*(original message|forwarded message|thư gốc|tin nhắn gốc|исходное сообщение|пересылаемое сообщение)\s*-{2,}\s*$/i,
  /^_{20,}\s*$/,
];
const QUOTED = /^\s*>/;
/** Programs break the line before a quotation in two. */
const BROKEN = 2;

/** A reply without the letter that it quotes below itself; all of it when nothing else is there. */
export function withoutQuotation(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const begins = lines.findIndex((_, at) => isBeginning(lines, at));
  const own = begins < 0 ? lines : lines.slice(0, begins);
  while (own.length > 0 && (QUOTED.test(own.at(-1)!) || own.at(-1)!.trim() === '')) own.pop();
  const left = own.join('\n').trim();
  return left || text.trim();
}

function isBeginning(lines: readonly string[], at: number): boolean {
  for (let count = 1; count <= BROKEN; count++) {
    const line = lines.slice(at, at + count).join(' ');
    if (line.length < 600 && BEGINNINGS.some((beginning) => beginning.test(line))) return true;
  }
  return false;
}
