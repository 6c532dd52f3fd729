import { CommandError } from '../errors.ts';
import { type Document, Double, decode, encode, Int32, numeric } from '../values.ts';
import type { Engine } from './engine.ts';

/** An index as stored; `definition` is what the client gave, for listIndexes. */
export interface Index {
  readonly id: number;
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Document | undefined;
  readonly expireAfterSeconds: number | undefined;
  /** Which fields pass an array in some document. Never goes back to false. */
  readonly multikey: boolean[];
  /** Some value was too long for its key, so the index gives no exact order. */
  cut: boolean;
  /** Not every document is in it yet: kept up to date, not read. */
  building: boolean;
  /** How its entries look: 1 has the document's id in key and value, 2 in the key, 3 there only once. */
  readonly form: number;
}

export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
  /** The direction as the client wrote it, a BSON number. */
  readonly direction: unknown;
}

export interface Collection {
  readonly id: number;
  readonly database: string;
  readonly name: string;
  count: number;
  /** How many it has had; the last one packs its documents. 0: none. */
  dictionaries: number;
  indexes: Index[];
}

/** What is no longer in the catalogue and whose keys are still to be removed. */
export interface Garbage {
  /** `D` documents, `Z` dictionaries, `I` entries of an index. */
  readonly kind: 'D' | 'Z' | 'I';
  readonly id: number;
}

/** Of new indexes. */
export const INDEX_FORM = 3;

const KEY = Buffer.from('C');
/** Written into every store; a store of another version is refused instead of misread. */
const FORMAT = 3;
const READABLE = [1, 2, FORMAT];

/** Which collections and indexes exist. Kept in memory; `save` belongs into the transaction of its change. */
export class Catalog {
  private readonly engine: Engine;
  private collections = new Map<string, Collection>();
  private nextId = 1;
  private leftOver: Garbage[] = [];
  private changed = false;
  /** Goes up when something may have gone. */
  private turn = 0;
  private readonly counted = new Set<Collection>();

  constructor(engine: Engine) {
    this.engine = engine;
    this.load();
  }

  /**
   * Reads all from disk again, as after a transaction that did not happen. Work that has paused goes on with the
   * collections and indexes that it knows.
   */
  load(): void {
    const known = new Map([...this.collections.values()].map((collection) => [collection.id, collection]));
    this.collections = new Map();
    this.changed = false;
    this.turn++;
    this.counted.clear();
    const bytes = this.engine.get(KEY);
    if (!bytes) return;
    const stored = decode(bytes) as {
      format: Int32;
      nextId: Double;
      collections: Document[];
      garbage?: Document[];
    };
    if (!READABLE.includes(stored.format.value))
      throw new Error(`the store has format ${stored.format.value}, not ${READABLE.join(' or ')}`);
    this.nextId = stored.nextId.value;
    this.leftOver = (stored.garbage ?? []).map(thawGarbage);
    for (const each of stored.collections) {
      const fresh = thaw(each);
      const collection = adopted(known.get(fresh.id), fresh);
      collection.count = Number(this.engine.get(countKey(collection))?.readDoubleBE(0) ?? 0);
      this.collections.set(`${collection.database}.${collection.name}`, collection);
    }
  }

  get removals(): number {
    return this.turn;
  }

  find(database: string, name: string): Collection | undefined {
    return this.collections.get(`${database}.${name}`);
  }

  in(database: string): Collection[] {
    return [...this.collections.values()].filter((collection) => collection.database === database);
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  create(database: string, name: string): Collection {
    if (name === '' || name.includes('\0') || name.startsWith('.') || name.includes('$')) {
      throw new CommandError(73, `Invalid namespace specified '${database}.${name}'`);
    }
    const id = this.newId();
    const collection: Collection = { id, database, name, count: 0, dictionaries: 0, indexes: [] };
    this.collections.set(`${database}.${name}`, collection);
    return collection;
  }

  get garbage(): readonly Garbage[] {
    return this.leftOver;
  }

  removed({ kind, id }: Garbage): void {
    this.leftOver = this.leftOver.filter((each) => each.kind !== kind || each.id !== id);
    this.changed = true;
  }

  /** Its keys remain, as garbage. */
  remove(collection: Collection): void {
    this.leftOver.push(...collection.indexes.map(garbageOf), ...garbageOfCollection(collection));
    this.collections.delete(`${collection.database}.${collection.name}`);
    this.engine.remove(countKey(collection));
    this.counted.delete(collection);
    this.changed = true;
    this.turn++;
  }

  /** Their keys remain, as garbage. */
  removeIndexes(collection: Collection, gone: readonly Index[]): void {
    this.leftOver.push(...gone.map(garbageOf));
    collection.indexes = collection.indexes.filter((index) => !gone.includes(index));
    this.changed = true;
    this.turn++;
  }

  /** Throws, as MongoDB does, when a reader's collection or the index that it walks is no longer there. */
  refuseGone({ database, name, id }: Collection, walked?: Index): void {
    const known = this.find(database, name);
    if (known?.id !== id) throw planKilled(`collection dropped: ${database}.${name}`);
    if (walked && !known.indexes.some((index) => index.id === walked.id))
      throw planKilled(`query plan killed :: index '${walked.name}' dropped`);
  }

  newId(): number {
    this.changed = true;
    return this.nextId++;
  }

  touch(): void {
    this.changed = true;
  }

  countBy(collection: Collection, difference: number): void {
    collection.count += difference;
    this.counted.add(collection);
  }

  /** Writes what changed; call inside the transaction. */
  save(): void {
    for (const collection of this.counted) {
      const bytes = Buffer.allocUnsafe(8);
      bytes.writeDoubleBE(collection.count);
      this.engine.put(countKey(collection), bytes);
    }
    this.counted.clear();
    if (!this.changed) return;
    const collections = this.all().map(freeze);
    const nextId = new Double(this.nextId);
    this.engine.put(KEY, encode({ format: new Int32(FORMAT), nextId, collections, garbage: this.leftOver }));
    this.changed = false;
  }
}

function planKilled(why: string): CommandError {
  return new CommandError('QueryPlanKilled', `Executor error during getMore :: caused by :: ${why}`);
}

function countKey(collection: Collection): Buffer {
  const key = Buffer.from('N....');
  key.writeUInt32BE(collection.id, 1);
  return key;
}

function freeze(collection: Collection): Document {
  const { id, database, name, dictionaries, indexes } = collection;
  return { id, database, name, dictionaries, indexes: indexes.map(freezeIndex) };
}

function freezeIndex(index: Index): Document {
  const { id, name, unique, sparse, multikey, cut, building, form } = index;
  const key = Object.fromEntries(index.fields.map((field) => [field.path, field.direction]));
  const stored: Document = { id, name, key, unique, sparse, multikey, cut, building, form };
  if (index.partial) stored.partial = index.partial;
  if (index.expireAfterSeconds !== undefined)
    stored.expireAfterSeconds = new Double(index.expireAfterSeconds);
  return stored;
}

function thaw(stored: Document): Collection {
  return {
    id: Number(numeric(stored.id)),
    database: stored.database as string,
    name: stored.name as string,
    count: 0,
    dictionaries: stored.dictionaries === undefined ? 0 : Number(numeric(stored.dictionaries)),
    indexes: (stored.indexes as Document[]).map(thawIndex),
  };
}

function thawIndex(stored: Document): Index {
  return {
    id: Number(numeric(stored.id)),
    name: stored.name as string,
    fields: indexFields(stored.key as Document),
    unique: stored.unique as boolean,
    sparse: stored.sparse as boolean,
    partial: stored.partial as Document | undefined,
    expireAfterSeconds:
      stored.expireAfterSeconds === undefined ? undefined : Number(numeric(stored.expireAfterSeconds)),
    multikey: stored.multikey as boolean[],
    cut: stored.cut as boolean,
    building: stored.building === true,
    form: formOf(stored),
  };
}

function formOf({ form, repeatsIds }: Document): number {
  if (form !== undefined) return Number(numeric(form));
  return repeatsIds === false ? 2 : 1;
}

/** The one in memory, which paused work may hold, with what is on disk. */
function adopted(known: Collection | undefined, fresh: Collection): Collection {
  if (!known) return fresh;
  known.dictionaries = fresh.dictionaries;
  const indexes = new Map(known.indexes.map((index) => [index.id, index]));
  known.indexes = fresh.indexes.map((index) => {
    const { multikey, cut, building } = index;
    const same = indexes.get(index.id);
    if (!same) return index;
    same.multikey.splice(0, multikey.length, ...multikey);
    return Object.assign(same, { cut, building });
  });
  return known;
}

function garbageOf({ id }: Index): Garbage {
  return { kind: 'I', id };
}

function garbageOfCollection({ id }: Collection): Garbage[] {
  return [
    { kind: 'D', id },
    { kind: 'Z', id },
  ];
}

function thawGarbage({ kind, id }: Document): Garbage {
  return { kind: kind as Garbage['kind'], id: Number(numeric(id)) };
}

export function indexFields(key: Document): IndexField[] {
  return Object.entries(key).map(([path, direction]) => ({
    path,
    parts: path.split('.'),
    descending: Number(numeric(direction)) < 0,
    direction,
  }));
}

/** The index's pattern as the client wrote it. */
export function pattern(index: Index): Document {
  return Object.fromEntries(index.fields.map((field) => [field.path, field.direction]));
}
