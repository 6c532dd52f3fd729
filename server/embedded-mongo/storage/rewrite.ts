import type { RootDatabase } from 'lmdb';
import { type Document, decode, numeric } from '../values.ts';
import { prefix } from './index-keys.ts';
import { pack, unpack } from './packing.ts';

type Raw = RootDatabase<Buffer, Buffer>;

/** Entries of one transaction. */
const PIECE = 2000;
const DOCUMENT = 'D'.charCodeAt(0);

/**
 * Writes all entries one after another into a new file: its pages are full, where those of a file that has grown are two
 * thirds full. Documents are packed with the newest dictionary of their collection.
 */
export function rewrite(from: Raw, to: Raw): void {
  const repack = packerOf(from);
  let last: Buffer | undefined;
  for (let isLast = false; !isLast; ) {
    const range = last ? { start: last, exclusiveStart: true, limit: PIECE } : { limit: PIECE };
    const entries = [...from.getRange(range)];
    to.transactionSync(() => {
      for (const { key, value } of entries) {
        const kept = key[0] === DOCUMENT ? repack(key, value) : value;
        to.putSync(key, kept, { append: true });
      }
    });
    last = entries.at(-1)?.key;
    isLast = entries.length < PIECE;
  }
}

function packerOf(from: Raw): (key: Buffer, stored: Buffer) => Buffer {
  const catalogue = from.get(Buffer.from('C'));
  const collections = catalogue ? (decode(catalogue).collections as Document[]) : [];
  const newest = new Map(
    collections.map(({ id, dictionaries = 0 }) => [Number(numeric(id)), Number(numeric(dictionaries))]),
  );
  const known = new Map<string, Buffer>();
  const dictionaryOf = (id: number, number: number) => {
    if (number === 0) return undefined;
    const name = `${id} ${number}`;
    const bytes = known.get(name) ?? from.get(Buffer.concat([prefix('Z', id), Buffer.of(number)]))!;
    known.set(name, bytes);
    return bytes;
  };
  return (key, stored) => {
    const id = key.readUInt32BE(1);
    const number = newest.get(id) ?? 0;
    const bytes = unpack(stored, (each) => dictionaryOf(id, each));
    return pack(bytes, { number, bytes: dictionaryOf(id, number) });
  };
}
