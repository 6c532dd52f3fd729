import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { asDocument, Binary, type Document, encode, ObjectId } from '../values.ts';

/**
 * Documents are stored packed. They are small and alike, so most of what can be saved is in names of fields and words of
 * lists that each repeats: those stand in a dictionary of the collection, made of a sample.
 *
 * BSON begins with its own length, which is never negative; what is packed begins with the number of its dictionary and
 * a negative sign. Both stand side by side: stores of older versions hold no packed document.
 */
const HEADER = 4;
const PACKED = 0x80;

/** 0: none, for collections that are small yet. */
export type DictionaryNumber = number;

export interface Dictionary {
  readonly number: DictionaryNumber;
  readonly bytes: Buffer | undefined;
}

/** Shorter ones gain too little; longer ones are mostly pictures and papers, packed already. */
const LEAST_BYTES = 100;
const LEAST_WITHOUT_DICTIONARY = 600;
const MOST_BYTES = 64 * 1024;

/** Levels of zlib: a slower one saves a seventh of a short document, and three percent of a long one. */
const LEVEL = 1;
const LEVEL_OF_SHORT = 6;
const SHORT_BYTES = 1024;

export function pack(bytes: Buffer, { number, bytes: dictionary }: Dictionary): Buffer {
  const least = dictionary ? LEAST_BYTES : LEAST_WITHOUT_DICTIONARY;
  if (bytes.length < least || bytes.length > MOST_BYTES) return bytes;
  const level = bytes.length < SHORT_BYTES ? LEVEL_OF_SHORT : LEVEL;
  const packed = deflateRawSync(bytes, dictionary ? { level, dictionary } : { level });
  if (HEADER + packed.length > bytes.length * 0.9) return bytes;
  return Buffer.concat([Buffer.of(number, 0, 0, PACKED), packed]);
}

export function unpack(
  stored: Buffer,
  dictionaryOf: (number: DictionaryNumber) => Buffer | undefined,
): Buffer {
  if (stored[HEADER - 1] !== PACKED) return stored;
  const dictionary = dictionaryOf(stored[0]!);
  const packed = stored.subarray(HEADER);
  const chunkSize = Math.min(MOST_CHUNK, Math.max(LEAST_CHUNK, packed.length * USUAL_GAIN));
  return inflateRawSync(packed, dictionary ? { dictionary, chunkSize } : { chunkSize });
}

/** Most documents come out at once, and short ones leave no long buffer behind: that is half of what reading one costs. */
const USUAL_GAIN = 6;
const LEAST_CHUNK = 512;
const MOST_CHUNK = 8 * 1024;

/** Which dictionary a collection of so many documents should have. */
export function wantedDictionary(count: number): DictionaryNumber {
  if (count < 256) return 0;
  return count < 4096 ? 1 : 2;
}

/** How many documents are looked at for a dictionary. */
export const SAMPLE = 64;
const DICTIONARY_BYTES = 8 * 1024;
/** In so many of the sample a word must stand. */
const OFTEN = 6;
/** A word of a list, such as `dept-construction`: no text that somebody wrote, no address, no number. */
const WORD = /^[a-z][a-z0-9-]{1,40}$/;

/**
 * Names of fields and words that stand in many documents. Nothing that a person wrote: a dictionary stays when documents
 * are removed.
 */
export function makeDictionary(sample: readonly Document[]): Buffer {
  const words = oftenUsed(sample);
  const shapes = new Map<string, number>();
  for (const document of sample) {
    const shape = encode(bare(document, words) as Document).toString('latin1');
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const chosen: Buffer[] = [];
  let bytes = 0;
  for (const [shape] of [...shapes].sort((a, b) => b[1] - a[1])) {
    if (bytes + shape.length > DICTIONARY_BYTES) continue;
    // What is nearest to the end costs the fewest bits.
    chosen.unshift(Buffer.from(shape, 'latin1'));
    bytes += shape.length;
  }
  return Buffer.concat(chosen);
}

function oftenUsed(sample: readonly Document[]): Set<string> {
  const counts = new Map<string, number>();
  for (const document of sample)
    for (const word of new Set(wordsOf(document))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= OFTEN).map(([word]) => word));
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return WORD.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  const document = plainDocument(value);
  return document ? Object.values(document).flatMap(wordsOf) : [];
}

/** The document without its values. */
function bare(value: unknown, words: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return words.has(value) ? value : '';
  if (value instanceof Date) return new Date(0);
  if (Array.isArray(value)) return value.slice(0, 2).map((each) => bare(each, words));
  const document = plainDocument(value);
  if (document)
    return Object.fromEntries(Object.entries(document).map(([name, inner]) => [name, bare(inner, words)]));
  return withoutValue(value);
}

function withoutValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  if (value instanceof ObjectId) return new ObjectId('000000000000000000000000');
  if (value instanceof Binary) return new Binary(Buffer.alloc(0), value.sub_type);
  const kind = (value as { _bsontype?: string } | null)?._bsontype;
  return kind === 'Int32' || kind === 'Double'
    ? new (value as { constructor: new (n: number) => unknown }).constructor(0)
    : null;
}

function plainDocument(value: unknown): Document | undefined {
  return (value as { _bsontype?: string } | null)?._bsontype ? undefined : asDocument(value);
}
