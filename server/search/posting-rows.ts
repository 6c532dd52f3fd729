import { randomBytes } from 'node:crypto';
import { Binary, type Collection, type Db } from 'mongodb';
import { insertMissing } from '../platform/data/insert-missing.ts';
import { packed, unpacked } from './postings.ts';
import type { Lists } from './scoring.ts';

/** Where a term stands in one segment. */
interface PostingRow {
  _id: string;
  /** Of whoever wrote last: what another process has changed meanwhile is read again. */
  by: string;
  forms: string[];
  /** For each form. */
  lists: Binary[];
}

/** Postings to be added: by key, then by form. */
export type Postings = Map<string, Map<string, number[]>>;

const SEPARATOR = '|';
/** In one command: others get their turn between two. */
const AT_ONCE = 500;

/** Segments stand one after another: what is new is written at the end. */
export const keyOf = (segment: number, term: string) =>
  `${segment.toString(36).padStart(4, '0')}${SEPARATOR}${term}`;

export class PostingRows {
  readonly #rows: Collection<PostingRow>;
  /** Every term once, for what begins with something. */
  readonly #terms: Collection<{ _id: string }>;

  constructor(db: Db, name: string) {
    this.#rows = db.collection(`${name}-postings`);
    this.#terms = db.collection(`${name}-terms`);
  }

  async add(postings: Postings): Promise<void> {
    const keys = [...postings.keys()].sort();
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      let left = keys.slice(from, from + AT_ONCE);
      await this.#addTerms(left);
      while (left.length > 0) left = await this.#addSome(left, postings);
    }
  }

  /** Only letters: nobody looks for what a number begins with. */
  async #addTerms(keys: string[]): Promise<void> {
    const terms = new Set(
      keys.map((key) => key.slice(key.indexOf(SEPARATOR) + 1)).filter((term) => !/\d/.test(term)),
    );
    const there = await this.#terms.find({ _id: { $in: [...terms] } }).toArray();
    for (const { _id } of there) terms.delete(_id);
    await insertMissing(
      this.#terms as never,
      [...terms].map((_id) => ({ _id })),
    );
  }

  /** @returns keys of rows that somebody else was faster with */
  async #addSome(keys: string[], postings: Postings): Promise<string[]> {
    const by = randomBytes(9).toString('base64url');
    const there = new Map(
      (await this.#rows.find({ _id: { $in: keys } }).toArray()).map((row) => [row._id, row]),
    );
    const fresh = keys
      .filter((key) => !there.has(key))
      .map((key) => {
        const forms = [...postings.get(key)!.keys()];
        return {
          _id: key,
          by,
          forms,
          lists: forms.map((form) => new Binary(packed(postings.get(key)!.get(form)!))),
        };
      });
    const missed = [...(await insertMissing(this.#rows as never, fresh))];
    const writes = [...there.values()].map((row) => ({
      updateOne: {
        filter: { _id: row._id, by: row.by },
        update: { $set: { by, ...added(row, postings.get(row._id)!) } },
      },
    }));
    if (writes.length === 0) return missed;
    const { matchedCount } = await this.#rows.bulkWrite(writes, { ordered: false });
    if (matchedCount === writes.length) return missed;
    const done = await this.#rows
      .find({ _id: { $in: [...there.keys()] }, by }, { projection: { _id: 1 } })
      .toArray();
    const written = new Set(done.map(({ _id }) => _id));
    return [...missed, ...[...there.keys()].filter((key) => !written.has(key))];
  }

  /** What stands in rows of these keys. */
  async read(keys: readonly string[]): Promise<Map<string, Lists>> {
    const found = new Map<string, Lists>();
    const rows = this.#rows.find({ _id: { $in: [...keys] } }, { projection: { by: 0 }, batchSize: 5_000 });
    for await (const { _id, forms, lists } of rows)
      found.set(_id, { forms, lists: lists.map(({ buffer }) => unpacked(buffer)) });
    return found;
  }

  /** The first terms that begin so, in order; a term that is one begins with itself. */
  async termsThatBegin(beginning: string, most: number): Promise<string[]> {
    const rows = await this.#terms
      .find({ _id: { $gte: beginning, $lt: `${beginning}\uffff` } })
      .sort({ _id: 1 })
      .limit(most)
      .toArray();
    return rows.map(({ _id }) => _id);
  }
}

function added(
  row: PostingRow,
  more: ReadonlyMap<string, readonly number[]>,
): Pick<PostingRow, 'forms' | 'lists'> {
  const forms = [...new Set([...row.forms, ...more.keys()])];
  const lists = forms.map((form, at) => {
    const before = row.lists[at]?.buffer ?? new Uint8Array();
    return new Binary(Buffer.concat([before, packed(more.get(form) ?? [])]));
  });
  return { forms, lists };
}
