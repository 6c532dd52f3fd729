import { isUtf8 } from 'node:buffer';
import { withoutHeaps } from '../text.ts';
import { BadContent } from './content/fault.ts';
import { cleanHeic } from './content/heic.ts';
import { cleanJpeg } from './content/jpeg.ts';
import { officeKind } from './content/office.ts';
import { checkPdf } from './content/pdf.ts';
import { cleanPng } from './content/png.ts';
import { cleanWebp } from './content/webp.ts';

/** A file under the name and type that we give it, without what tells of whoever made it. */
export interface ReadFile {
  name: string;
  /** Content type. */
  type: string;
  bytes: Buffer;
}

type Family = 'picture' | 'pdf' | 'office';

interface Signature {
  family: Family;
  type: string;
  /** The first is put in place of an ending that is none of ours. */
  endings: string[];
  is(bytes: Buffer): boolean;
}

const begins = (bytes: Buffer, text: string, at = 0) =>
  bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const isHeic = (bytes: Buffer) =>
  begins(bytes, 'ftyp', 4) && HEIC_BRANDS.includes(bytes.toString('latin1', 8, 12));

const SIGNATURES: Signature[] = [
  { family: 'pdf', type: 'application/pdf', endings: ['pdf'], is: (bytes) => begins(bytes, '%PDF-') },
  {
    family: 'picture',
    type: 'image/jpeg',
    endings: ['jpg', 'jpeg'],
    is: (bytes) => begins(bytes, '\xff\xd8\xff'),
  },
  {
    family: 'picture',
    type: 'image/png',
    endings: ['png'],
    is: (bytes) => begins(bytes, '\x89PNG\r\n\x1a\n'),
  },
  {
    family: 'picture',
    type: 'image/webp',
    endings: ['webp'],
    is: (bytes) => begins(bytes, 'RIFF') && begins(bytes, 'WEBP', 8),
  },
  { family: 'picture', type: 'image/heic', endings: ['heic', 'heif'], is: isHeic },
];
const isArchive = (bytes: Buffer) => begins(bytes, 'PK\x03\x04');

/** Text has no signature: here the name has to say so too. A script called .png is neither. */
const TEXTS: Record<string, string> = { txt: 'text/plain; charset=utf-8', csv: 'text/csv; charset=utf-8' };

const FAMILY_OF_ENDING: Record<string, Family | 'text'> = {
  ...{ pdf: 'pdf', txt: 'text', csv: 'text' },
  ...{ jpg: 'picture', jpeg: 'picture', png: 'picture', webp: 'picture', heic: 'picture', heif: 'picture' },
  ...{ docx: 'office', xlsx: 'office', pptx: 'office', odt: 'office', ods: 'office', odp: 'office' },
};

/** For the field of a form: what browsers offer to choose from. */
export const ACCEPTED = Object.keys(FAMILY_OF_ENDING)
  .map((ending) => `.${ending}`)
  .join(',');

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

/** Why a file is not taken: key of the text. */
export class BadFile extends Error {
  readonly text: string;
  constructor(reason: string) {
    super(reason);
    this.text = `errors.field.file-${reason}`;
  }
}

/**
 * What a file is by its own bytes, whatever the browser says, and without metadata where it is a picture.
 * @param given the name as it was sent
 * @throws BadFile when it is of no accepted type, called what it is not, cut off, two things at once or a bomb
 */
export async function readFile(given: string, bytes: Buffer): Promise<ReadFile> {
  if (bytes.length === 0) throw new BadFile('empty');
  try {
    return await readContent(cleanName(given), bytes);
  } catch (error) {
    throw error instanceof BadContent ? new BadFile(error.fault) : error;
  }
}

async function readContent(name: string, bytes: Buffer): Promise<ReadFile> {
  const ending = endingOf(name).toLowerCase();
  if (isArchive(bytes)) {
    const kind = await officeKind(bytes);
    if (!kind) throw new BadFile('type');
    return { name: named(name, 'office', [kind.ending]), type: kind.type, bytes };
  }
  const found = SIGNATURES.find(({ is }) => is(bytes));
  if (found) {
    const { family, type, endings } = found;
    return { name: named(name, family, endings), type, bytes: cleaned(type, bytes) };
  }
  const type = Object.hasOwn(TEXTS, ending) ? TEXTS[ending] : undefined;
  if (!type || !isText(bytes)) throw new BadFile('type');
  return { name, type, bytes };
}

/**
 * Cameras and browsers mix up the endings of pictures, and some files have none: they get the right one. One that is
 * called a document and is a picture, or the other way round, is not what whoever opens it expects.
 */
function named(name: string, family: Family, endings: string[]): string {
  const ending = endingOf(name).toLowerCase();
  if (endings.includes(ending)) return name;
  const said = Object.hasOwn(FAMILY_OF_ENDING, ending) ? FAMILY_OF_ENDING[ending] : undefined;
  if (said && said !== family) throw new BadFile('misnamed');
  return `${name}.${endings[0]}`;
}

function cleaned(type: string, bytes: Buffer): Buffer {
  if (type === 'image/jpeg') return cleanJpeg(bytes);
  if (type === 'image/png') return cleanPng(bytes);
  if (type === 'image/webp') return cleanWebp(bytes);
  if (type === 'image/heic') return cleanHeic(bytes);
  checkPdf(bytes);
  return bytes;
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte));
}
