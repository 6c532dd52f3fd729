import { unsupported } from '../errors.ts';
import { encodeField, FIELD_BYTES } from '../keys.ts';
import { type Document, own } from '../values.ts';
import type { Collection, Index } from './catalog.ts';
import { tuplesOf } from './tuples.ts';

export function documentPrefix(collection: Collection): Buffer {
  return prefix('D', collection.id);
}

export function indexPrefix(index: Index): Buffer {
  return prefix('I', index.id);
}

export function prefix(kind: 'D' | 'I', id: number): Buffer {
  const bytes = Buffer.from(`${kind}....`);
  bytes.writeUInt32BE(id, 1);
  return bytes;
}

/** The `_id` as it stands in keys. Refuses one that would be cut, so that ids are always in order. */
export function idKey(id: unknown): Buffer {
  const { bytes, cut } = encodeField(id, false);
  if (cut) throw unsupported(`an _id of more than ${FIELD_BYTES} bytes`);
  return bytes;
}

/**
 * Which document an entry leads to. A unique index has the id as its value; of another one it stands at the key's end
 * already, and the value says how long it is. Stores made before that repeat it.
 */
export function idOfEntry(index: Index, { key, value }: { key: Buffer; value: Buffer }): Buffer {
  return index.unique || index.repeatsIds ? value : key.subarray(key.length - value[0]!);
}

export function entryValue(index: Index, id: Buffer): Buffer {
  return index.unique || index.repeatsIds ? id : Buffer.of(id.length);
}

export interface IndexEntry {
  readonly key: Buffer;
  /** The values in the key, for the message of a duplicate. */
  readonly tuple: unknown[];
}

export interface IndexEntries {
  readonly entries: Map<string, IndexEntry>;
  readonly throughArray: boolean[];
  readonly cut: boolean;
}

const NOTHING: IndexEntries = { entries: new Map(), throughArray: [], cut: false };

/** Seen at the first step: most sparse indexes hold nothing of most documents. */
function isAbsent(document: Document, parts: readonly string[]): boolean {
  const value = own(document, parts[0]!);
  return value === undefined || (value === null && parts.length > 1);
}

/**
 * What an index holds of a document, without repeats. A unique index's keys have no id, so that a
 * duplicate meets the same key. Says nothing of the partial filter.
 */
export function indexEntries(index: Index, document: Document, id: Buffer): IndexEntries {
  if (index.sparse && index.fields.every(({ parts }) => isAbsent(document, parts))) return NOTHING;
  const { tuples, throughArray } = tuplesOf(
    document,
    index.fields.map((field) => field.parts),
  );
  const entries = new Map<string, IndexEntry>();
  let cut = false;
  for (const tuple of tuples) {
    if (index.sparse && tuple.every((value) => value === undefined)) continue;
    const parts = [indexPrefix(index)];
    for (const [i, value] of tuple.entries()) {
      const field = encodeField(value, index.fields[i]!.descending);
      cut ||= field.cut;
      parts.push(field.bytes);
    }
    if (!index.unique) parts.push(id);
    const key = Buffer.concat(parts);
    entries.set(key.toString('latin1'), { key, tuple });
  }
  return { entries, throughArray, cut };
}
