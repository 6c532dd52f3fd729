import { isUtf8 } from 'node:buffer';
import { withoutHeaps } from '../text.ts';

/** A file under the name and type that we give it. */
export interface Kind {
  name: string;
  /** Content type. */
  type: string;
}

interface Signature {
  type: string;
  begins: Buffer;
  /** The first is put in place of an ending that says something else. */
  endings: string[];
}

const SIGNATURES: Signature[] = [
  { type: 'application/pdf', begins: Buffer.from('%PDF-'), endings: ['pdf'] },
  { type: 'image/jpeg', begins: Buffer.from([0xff, 0xd8, 0xff]), endings: ['jpg', 'jpeg'] },
  {
    type: 'image/png',
    begins: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    endings: ['png'],
  },
];

/** Text has no signature: here the name has to say so too. A script called .png is neither. */
const TEXTS: Record<string, string> = { txt: 'text/plain; charset=utf-8', csv: 'text/csv; charset=utf-8' };

const MOST_NAME = 100;
const BLANK = 'file';
/** What a file system, a header or a reader could take for something else: paths, quotes, controls, turned writing. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\ufffd"<>|:*?%;]/gu;

/** The name for display: no path, nothing invisible, at most 100 characters with its ending. */
export function cleanName(given: string): string {
  const base = withoutHeaps(given).normalize('NFC').split(/[\\/]/).at(-1)!.replace(UNSAFE, ' ');
  const name = base.replace(/\s+/g, ' ').replace(/^[\s.]+|[\s.]+$/g, '');
  const ending = endingOf(name);
  const stem = ending ? name.slice(0, -ending.length - 1) : name;
  const short = [...stem].slice(0, MOST_NAME).join('').trim() || BLANK;
  return ending ? `${short}.${ending}` : short;
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1] ?? '';
}

/**
 * What a file is by its own bytes, whatever the browser says. Undefined when it is of no accepted type.
 * @param given the name as it was sent
 */
export function kindOf(given: string, bytes: Buffer): Kind | undefined {
  const name = cleanName(given);
  const ending = endingOf(name).toLowerCase();
  const found = SIGNATURES.find(({ begins }) => bytes.subarray(0, begins.length).equals(begins));
  if (found) {
    const named = found.endings.includes(ending) ? name : `${name}.${found.endings[0]}`;
    return { name: named, type: found.type };
  }
  const type = Object.hasOwn(TEXTS, ending) ? TEXTS[ending] : undefined;
  return type && isText(bytes) ? { name, type } : undefined;
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte));
}
