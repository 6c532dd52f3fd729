import { CommandError } from '../errors.ts';
import { conditionOf } from '../filter/condition.ts';
import { decodeSome, namesOf } from '../partial-decode.ts';
import { Slice } from '../slices.ts';
import { type Document, decode, isDeeper } from '../values.ts';
import { type Catalog, type Collection, type Index, pattern } from './catalog.ts';
import { Dictionaries } from './dictionaries.ts';
import type { Engine } from './engine.ts';
import { documentPrefix, entryValue, type IndexEntries, idKey, indexEntries } from './index-keys.ts';
import { pack, unpack } from './packing.ts';

/** MongoDB's limit of one document, in bytes. */
export const DOCUMENT_BYTES = 16 * 1024 * 1024;

const ID = namesOf(['_id']);

/** How deep documents and lists may stand in one another. */
const MOST_LEVELS = 180;

interface Change {
  readonly index: Index;
  readonly add: IndexEntries['entries'];
  readonly drop: IndexEntries['entries'];
}

/** Documents and their index entries, always changed together; all faults are found before the first write. */
export class Documents {
  readonly engine: Engine;
  readonly catalog: Catalog;
  /** Of whoever reads or writes just now. */
  readonly slice = new Slice();
  private readonly dictionaries: Dictionaries;

  constructor(engine: Engine, catalog: Catalog) {
    this.engine = engine;
    this.catalog = catalog;
    this.dictionaries = new Dictionaries(engine, catalog);
  }

  read(collection: Collection, id: Buffer): Buffer | undefined {
    const stored = this.engine.get(Buffer.concat([documentPrefix(collection), id]));
    return stored && this.unpacked(collection, stored);
  }

  /** Of a value that stands in the engine. */
  unpacked(collection: Collection, stored: Buffer): Buffer {
    return unpack(stored, (number) => this.dictionaries.at(collection, number));
  }

  insert(collection: Collection, document: Document, bytes: Buffer): void {
    checkSize(bytes);
    if (isDeeper(document, MOST_LEVELS))
      throw new CommandError(
        'Overflow',
        `cannot insert document because it exceeds ${MOST_LEVELS} levels of nesting`,
      );
    const id = idKey(document._id);
    const key = Buffer.concat([documentPrefix(collection), id]);
    if (this.engine.has(key)) throw duplicate(collection, { name: '_id_', keys: { _id: 1 } }, [document._id]);
    this.change(collection, id, { after: document });
    this.put(collection, key, bytes);
  }

  /** One that a store has held before, into a collection that has no index yet. */
  load(collection: Collection, id: unknown, bytes: Buffer): void {
    this.put(collection, Buffer.concat([documentPrefix(collection), idKey(id)]), bytes);
  }

  private put(collection: Collection, key: Buffer, bytes: Buffer): void {
    this.engine.put(key, pack(bytes, this.dictionaries.latest(collection)));
    this.catalog.countBy(collection, 1);
    if (this.dictionaries.isWanted(collection)) this.dictionaries.make(collection);
  }

  /**
   * @param touched the top-level fields in which they can differ; undefined: any, but the `_id`
   * @param document what the bytes say; left out where it cannot have grown deeper
   */
  replace(
    collection: Collection,
    before: Buffer,
    {
      document,
      bytes,
      touched,
    }: { document?: Document; bytes: Buffer; touched: ReadonlySet<string> | undefined },
  ): void {
    checkSize(bytes);
    if (document && isDeeper(document, MOST_LEVELS))
      throw new CommandError('Overflow', `Document exceeds maximum nested object depth: ${MOST_LEVELS}`);
    const id = idKey((document ?? decodeSome(bytes, ID))._id);
    const concerned = touched ? collection.indexes.filter((index) => looksAt(index, touched)) : undefined;
    const indexes = concerned ?? collection.indexes;
    if (indexes.length > 0) {
      const of = { before: decodeFor(indexes, before), after: document ?? decodeFor(indexes, bytes) };
      const changes = indexes.map((index) => this.plan({ collection, index, id }, of));
      this.apply(id, changes);
    }
    const packed = pack(bytes, this.dictionaries.latest(collection));
    this.engine.put(Buffer.concat([documentPrefix(collection), id]), packed);
  }

  remove(collection: Collection, document: Document): void {
    const id = idKey(document._id);
    this.change(collection, id, { before: document });
    this.engine.remove(Buffer.concat([documentPrefix(collection), id]));
    this.catalog.countBy(collection, -1);
  }

  /** Adds one document to a new index. */
  addTo(collection: Collection, index: Index, stored: Buffer): void {
    const document = decode(this.unpacked(collection, stored));
    const id = idKey(document._id);
    this.apply(id, [this.plan({ collection, index, id }, { after: document })]);
  }

  private change(collection: Collection, id: Buffer, of: { before?: Document; after?: Document }): void {
    const changes = collection.indexes.map((index) => this.plan({ collection, index, id }, of));
    this.apply(id, changes);
  }

  private apply(id: Buffer, changes: Change[]): void {
    for (const { index, add, drop } of changes) {
      for (const { key } of drop.values()) if (this.holds(index, key, id)) this.engine.remove(key);
      for (const { key } of add.values()) this.engine.put(key, entryValue(index, id));
    }
  }

  /** While a unique index is built, the key of a document that it has not reached may be another one's. */
  private holds(index: Index, key: Buffer, id: Buffer): boolean {
    return !index.building || !index.unique || this.engine.get(key)?.equals(id) === true;
  }

  private plan(
    at: { collection: Collection; index: Index; id: Buffer },
    of: { before?: Document; after?: Document },
  ): Change {
    const drop = new Map(of.before ? this.entriesOf(at, of.before).entries : []);
    const add = new Map<string, { key: Buffer; tuple: unknown[] }>();
    if (of.after) {
      const next = this.entriesOf(at, of.after);
      this.noteShape(at.index, next);
      for (const [name, entry] of next.entries) if (!drop.delete(name)) add.set(name, entry);
    }
    if (at.index.unique) this.refuseDuplicates(at, add);
    return { index: at.index, add, drop };
  }

  private entriesOf(at: { index: Index; id: Buffer }, document: Document): IndexEntries {
    if (at.index.partial && !conditionOf(at.index.partial).matches(document)) {
      return { entries: new Map(), throughArray: [], cut: false };
    }
    return indexEntries(at.index, document, at.id);
  }

  private noteShape(index: Index, { throughArray, cut }: IndexEntries): void {
    throughArray.forEach((isArray, i) => {
      if (!isArray || index.multikey[i]) return;
      index.multikey[i] = true;
      this.catalog.touch();
    });
    if (!cut || index.cut) return;
    index.cut = true;
    this.catalog.touch();
  }

  private refuseDuplicates(
    at: { collection: Collection; index: Index; id: Buffer },
    add: Change['add'],
  ): void {
    for (const { key, tuple } of add.values()) {
      const holder = this.engine.get(key);
      if (!holder || holder.equals(at.id)) continue;
      throw duplicate(at.collection, { name: at.index.name, keys: pattern(at.index) }, tuple);
    }
  }
}

/** Whether what the index holds of a document can depend on one of the top-level fields. */
function looksAt(index: Index, touched: ReadonlySet<string>): boolean {
  if (index.fields.some(({ parts }) => touched.has(parts[0]!))) return true;
  if (!index.partial) return false;
  const { names } = conditionOf(index.partial);
  return !names || names.some((name) => touched.has(name));
}

/** Of a stored document what the indexes look at. */
function decodeFor(indexes: readonly Index[], bytes: Buffer): Document {
  const paths = indexes.flatMap(({ fields, partial }) => [
    ...fields.map(({ path }) => path),
    ...(partial ? (conditionOf(partial).names ?? [undefined]) : []),
  ]);
  const named = paths.filter((path) => path !== undefined);
  return named.length < paths.length ? decode(bytes) : decodeSome(bytes, namesOf(named));
}

function checkSize(bytes: Buffer): void {
  if (bytes.length <= DOCUMENT_BYTES) return;
  throw new CommandError('BSONObjectTooLarge', `object to insert too large. size in bytes: ${bytes.length}`);
}

function duplicate(
  collection: Collection,
  index: { name: string; keys: Document },
  values: unknown[],
): CommandError {
  const names = Object.keys(index.keys);
  const keyValue = Object.fromEntries(
    names.map((name, i) => [name, typeof values[i] === 'symbol' ? [] : (values[i] ?? null)]),
  );
  const shown = names.map((name) => `${name}: ${show(keyValue[name])}`).join(', ');
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.database}.${collection.name} index: ${index.name} dup key: { ${shown} }`,
    { keyPattern: index.keys, keyValue },
  );
}

function show(value: unknown): string {
  if ((value as { _bsontype?: string })?._bsontype === 'ObjectId') return `ObjectId('${value}')`;
  return JSON.stringify(value) ?? 'null';
}
