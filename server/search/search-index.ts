import type { Collection, Db } from 'mongodb';
import { Columns } from './columns.ts';
import { type Found, IndexReader, type Question } from './index-reader.ts';
import { IndexWriter } from './index-writer.ts';
import type { Indexed, IndexState } from './indexed.ts';
import { PostingRows } from './posting-rows.ts';

const STATE = 'index';
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
    const places = { columns: this.#columns, postings, next: (numbers: number) => this.#next(numbers) };
    this.#reader = new IndexReader(this.#columns, postings);
    this.#writer = new IndexWriter(db, name, places);
  }

  async state(): Promise<IndexState> {
    return (await this.#state.findOne({ _id: STATE })) ?? { docs: 0, changes: 0 };
  }

  async noteProgress(progress: Pick<IndexState, 'built' | 'cursor'>): Promise<void> {
    await this.#state.updateOne({ _id: STATE }, { $set: progress }, { upsert: true });
  }

  /** Forgets everything; what is there is to be read again. */
  async empty(): Promise<void> {
    await this.noteProgress({ built: false, cursor: '' });
    for (const part of PARTS) await this.#db.collection(`${this.name}-${part}`).drop();
    await this.#next(0);
  }

  /** Brings things as they are now into the index, or out of it. May be repeated. */
  put(things: readonly Indexed[]): Promise<void> {
    return this.#writer.put(things);
  }

  async search(question: Question): Promise<Found> {
    return this.#reader.search(question, await this.#refresh());
  }

  /** What is most like a text, with the share of it that is the same. */
  async similar(text: string, wishes: Pick<Question, 'facets' | 'most'>): Promise<Found> {
    return this.#reader.similar(text, wishes, await this.#refresh());
  }

  /** @returns how many documents there are */
  async #refresh(): Promise<number> {
    const { docs, changes } = await this.state();
    await this.#columns.refresh(changes);
    return docs;
  }

  async #next(numbers: number): Promise<number> {
    const row = await this.#state.findOneAndUpdate(
      { _id: STATE },
      { $inc: { docs: numbers, changes: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    return row!.docs - numbers;
  }
}
