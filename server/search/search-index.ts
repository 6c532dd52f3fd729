import { type Collection, type Db, ObjectId } from 'mongodb';
import { Columns } from './columns.ts';
import { type Found, IndexReader, type Question } from './index-reader.ts';
import { IndexWriter } from './index-writer.ts';
import type { Indexed, IndexState } from './indexed.ts';
import type { EntryRow } from './plans.ts';
import { PostingRows } from './posting-rows.ts';

const STATE = 'index';
/** A reader that has missed more looks through all rows. */
const KEPT_CHANGES = 64;
const PARTS = ['entries', 'columns', 'postings', 'terms'];

/**
 * An inverted index in collections of its own, on any store that speaks MongoDB's protocol. Several processes may read
 * and write.
 */
export class SearchIndex {
  readonly name: string;
  readonly #db: Db;
  readonly #state: Collection<IndexState & { _id: string }>;
  readonly #columns: Columns;
  readonly #reader: IndexReader;
  readonly #writer: IndexWriter;

  constructor(db: Db, name: string) {
    this.name = name;
    this.#db = db;
    this.#state = db.collection(`${name}-state`);
    this.#columns = new Columns(db, `${name}-columns`);
    const postings = new PostingRows(db, name);
    const next = (numbers: number) => this.#next(numbers);
    const tell = (rows: string[]) => this.#tell(rows);
    const places = { columns: this.#columns, postings, next, tell };
    this.#reader = new IndexReader(this.#columns, postings);
    this.#writer = new IndexWriter(db, name, places);
  }

  async state(): Promise<IndexState> {
    return { docs: 0, changes: 0, recent: [], ...(await this.#state.findOne({ _id: STATE })) };
  }

  async noteProgress(progress: Pick<IndexState, 'built' | 'cursor'>): Promise<void> {
    await this.#state.updateOne({ _id: STATE }, { $set: progress }, { upsert: true });
  }

  /** Forgets everything; what is there is to be read again. */
  async empty(): Promise<void> {
    await this.noteProgress({ built: false, cursor: '' });
    for (const part of PARTS) await this.#db.collection(`${this.name}-${part}`).drop();
    await this.#state.updateOne({ _id: STATE }, { $set: { recent: [] }, $inc: { changes: 1 } });
  }

  /** Reads what is kept in memory, so that the first who searches need not wait for it. */
  async warm(): Promise<void> {
    await this.#refresh();
  }

  /** Brings things as they are now into the index, or out of it. May be repeated. */
  put(things: readonly Indexed[]): Promise<void> {
    return this.#writer.put(things);
  }

  async search({ among, ...question }: Question): Promise<Found> {
    const docs = await this.#refresh();
    return this.#reader.search({ ...question, among: among && (await this.#numbersOf(among)) }, docs);
  }

  async #numbersOf(ids: readonly string[]): Promise<Set<number>> {
    const rows = await this.#db
      .collection<EntryRow>(`${this.name}-entries`)
      .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }, { projection: { doc: 1 } })
      .toArray();
    return new Set(rows.map(({ doc }) => doc));
  }

  /** What is most like a text, with the share of it that is the same. */
  async similar(text: string, wishes: Pick<Question, 'facets' | 'most'>): Promise<Found> {
    return this.#reader.similar(text, wishes, await this.#refresh());
  }

  /** @returns how many documents there are */
  async #refresh(): Promise<number> {
    const { docs, changes, recent } = await this.state();
    const changed = await this.#columns.refresh(changes, recent);
    if (changed === 'any') this.#reader.forget();
    else if (changed.length > 0) this.#reader.forget(changed);
    return docs;
  }

  async #next(numbers: number): Promise<number> {
    if (numbers === 0) return 0;
    const row = await this.#state.findOneAndUpdate(
      { _id: STATE },
      { $inc: { docs: numbers } },
      { upsert: true, returnDocument: 'after' },
    );
    return row!.docs - numbers;
  }

  async #tell(rows: string[]): Promise<void> {
    await this.#state.updateOne(
      { _id: STATE },
      { $inc: { changes: 1 }, $push: { recent: { $each: [rows], $slice: -KEPT_CHANGES } } },
      { upsert: true },
    );
  }
}
