import { createHash, randomBytes } from 'node:crypto';
import { Binary, type Collection, type Db } from 'mongodb';
import { insertMissing } from '../platform/data/insert-missing.ts';
import { placeOf, SEGMENT, segmentOf } from './postings.ts';

/**
 * What is known of each document beside its words: which item it is, when it came, by what it is filtered. Kept in
 * columns, one row for so many documents (a segment) and field, and in the memory of each process: 40 bytes a document.
 */
interface ColumnRow {
  _id: string;
  /** Another one after each change. */
  change: string;
  data: Binary;
}

const ID = 'id';
const AT = 'at';
const ID_BYTES = 12;
const NUMBER_BYTES = 4;
const NO_ID = Buffer.alloc(ID_BYTES);

export interface Facts {
  /** Hex; absent: the document is gone. */
  id?: string;
  at?: Date;
  facets?: Record<string, string>;
}

/** Values of filters are kept as numbers: two that fall together are told apart when the item itself is read. */
function facetNumber(value: string): number {
  return createHash('md5').update(value).digest().readUInt32LE(0);
}

const keyOf = (segment: number, column: string) => `${segment.toString(36).padStart(4, '0')}|${column}`;

const segmentIn = (key: string) => Number.parseInt(key, 36);

type Edit = (data: Buffer) => void;

export class Columns {
  readonly #name: string;
  #collection: Collection<ColumnRow>;
  #known = new Map<string, { change: string; data: Buffer; numbers: Uint32Array }>();
  #seen: number | undefined;

  constructor(db: Db, name: string) {
    this.#name = name;
    this.#collection = db.collection(this.#name);
  }

  /**
   * Reads what has changed since.
   * @param changes the number of changes to the index as it is now
   * @param recent which rows the last of them concerned
   * @returns the segments that have changed; 'any' when that is not known
   */
  async refresh(changes: number, recent: readonly string[][]): Promise<number[] | 'any'> {
    const missed = changes - (this.#seen ?? Number.NEGATIVE_INFINITY);
    if (missed === 0) return [];
    const told = missed > 0 && missed <= recent.length;
    const keys = told ? [...new Set(recent.slice(-missed).flat())] : [];
    if (told) await this.#read(keys);
    else await this.#readAll();
    this.#seen = changes;
    return told ? [...new Set(keys.map(segmentIn))] : 'any';
  }

  async #readAll(): Promise<void> {
    const rows = await this.#collection.find({}, { projection: { change: 1 } }).toArray();
    const stale = rows.filter(({ _id, change }) => this.#known.get(_id)?.change !== change);
    const there = new Set(rows.map(({ _id }) => _id));
    for (const key of this.#known.keys()) if (!there.has(key)) this.#known.delete(key);
    for (let from = 0; from < stale.length; from += 64)
      await this.#read(stale.slice(from, from + 64).map(({ _id }) => _id));
  }

  async #read(keys: string[]): Promise<void> {
    for await (const row of this.#collection.find({ _id: { $in: keys } })) {
      const data = Buffer.from(new Uint8Array(row.data.buffer).buffer);
      const numbers = new Uint32Array(data.buffer, 0, data.length / NUMBER_BYTES);
      this.#known.set(row._id, { change: row.change, data, numbers });
    }
  }

  /** How many segments there are, also of documents that are gone. */
  get segments(): number {
    const last = [...this.#known.keys()].reduce((most, key) => (key > most ? key : most), '');
    return last === '' ? 0 : segmentIn(last) + 1;
  }

  /** Undefined when the document is gone. */
  idOf(doc: number): string | undefined {
    const data = this.#known.get(keyOf(segmentOf(doc), ID))?.data;
    const from = placeOf(doc) * ID_BYTES;
    const id = data?.subarray(from, from + ID_BYTES);
    return !id || id.equals(NO_ID) ? undefined : id.toString('hex');
  }

  /** Tells of each place of a segment whether a document stands there that passes the filters. */
  passing(segment: number, facets: Record<string, readonly string[]>): (place: number) => boolean {
    const ids = this.#known.get(keyOf(segment, ID))?.numbers;
    if (!ids) return () => false;
    const filters = Object.entries(facets).map(([name, values]) => ({
      column: this.#known.get(keyOf(segment, name))?.numbers,
      wanted: values.map(facetNumber),
    }));
    return (place) => {
      const live = ids[3 * place] !== 0 || ids[3 * place + 1] !== 0 || ids[3 * place + 2] !== 0;
      return (
        live && filters.every(({ column, wanted }) => column !== undefined && wanted.includes(column[place]!))
      );
    };
  }

  /** Seconds since 1970, of each place of a segment. */
  timesOf(segment: number): Uint32Array {
    return this.#known.get(keyOf(segment, AT))?.numbers ?? new Uint32Array(SEGMENT);
  }

  /**
   * Writes facts of documents. Others may write beside it: rows that have changed meanwhile are read again.
   * @returns which rows were written
   */
  async write(facts: ReadonlyMap<number, Facts>): Promise<string[]> {
    const edits = editsOf(facts);
    for (let left = [...edits.keys()]; left.length > 0; ) left = await this.#writeSome(left, edits);
    return [...edits.keys()];
  }

  /** @returns keys of rows that somebody else was faster with */
  async #writeSome(keys: string[], edits: Map<string, Edit[]>): Promise<string[]> {
    const rows = await this.#collection.find({ _id: { $in: keys } }).toArray();
    const change = randomBytes(9).toString('base64url');
    const there = new Map(rows.map((row) => [row._id, row]));
    const made: ColumnRow[] = [];
    const writes = keys.flatMap((_id) => {
      const row = there.get(_id);
      const width = _id.endsWith(`|${ID}`) ? ID_BYTES : NUMBER_BYTES;
      const data = row ? Buffer.from(row.data.buffer) : Buffer.alloc(SEGMENT * width);
      const before = row && Buffer.from(data);
      for (const edit of edits.get(_id)!) edit(data);
      if (before?.equals(data)) return [];
      if (!row) made.push({ _id, change, data: new Binary(data) });
      else
        return [
          {
            updateOne: {
              filter: { _id, change: row.change },
              update: { $set: { change, data: new Binary(data) } },
            },
          },
        ];
      return [];
    });
    const missed = [...(await insertMissing(this.#collection as never, made))];
    if (writes.length === 0) return missed;
    const { matchedCount } = await this.#collection.bulkWrite(writes, { ordered: false });
    if (matchedCount === writes.length) return missed;
    const tried = writes.map(({ updateOne }) => updateOne.filter._id);
    const done = await this.#collection
      .find({ _id: { $in: tried }, change }, { projection: { _id: 1 } })
      .toArray();
    const written = new Set(done.map(({ _id }) => _id));
    return [...missed, ...tried.filter((key) => !written.has(key))];
  }
}

function editsOf(facts: ReadonlyMap<number, Facts>): Map<string, Edit[]> {
  const edits = new Map<string, Edit[]>();
  const add = (doc: number, column: string, edit: (data: Buffer, place: number) => void) => {
    const key = keyOf(segmentOf(doc), column);
    edits.set(key, [...(edits.get(key) ?? []), (data) => edit(data, placeOf(doc))]);
  };
  for (const [doc, { id, at, facets = {} }] of facts) {
    const bytes = id ? Buffer.from(id, 'hex') : NO_ID;
    add(doc, ID, (data, place) => void bytes.copy(data, place * ID_BYTES));
    const number = (column: string, value: number) =>
      add(doc, column, (data, place) => void data.writeUInt32LE(value, place * NUMBER_BYTES));
    if (at) number(AT, Math.floor(at.getTime() / 1000));
    for (const [name, value] of Object.entries(facets)) number(name, facetNumber(value));
  }
  return edits;
}
