import { unsupported } from '../errors.ts';
import { encodeField, FIELD_BYTES, invert } from '../keys.ts';
import { type Document, own } from '../values.ts';
import type { Collection, Garbage, Index } from './catalog.ts';
import { tuplesOf } from './tuples.ts';

export function documentPrefix(collection: Collection): Buffer {
  return prefix('D', collection.id);
}

export function indexPrefix(index: Index): Buffer {
  return prefix('I', index.id);
}

export function prefix(kind: Garbage['kind'], id: number): Buffer {
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
 * already, and the value says how long it is.
 */
export function idOfEntry(index: Index, { key, value }: { key: Buffer; value: Buffer }): Buffer {
  if (index.unique || index.form === 1) return value;
  const id = key.subarray(key.length - value[0]!);
  return endsWithId(index) && index.fields.at(-1)!.descending ? invert(id) : id;
}

export function entryValue(index: Index, id: Buffer): Buffer {
  return index.unique || index.form === 1 ? id : Buffer.of(id.length);
}

/** Its last field is the id, which then need not follow once more. */
function endsWithId({ form, fields }: Index): boolean {
  return form >= 3 && fields.at(-1)!.path === '_id';
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
    if (!index.unique && !endsWithId(index)) parts.push(id);
    const key = Buffer.concat(parts);
    entries.set(key.toString('latin1'), { key, tuple });
  }
  return { entries, throughArray, cut };
}
