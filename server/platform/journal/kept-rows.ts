import type { Model, QueryFilter } from 'mongoose';
import { singleProcess } from '../data/connection.ts';
import { ALONE_MS } from '../data/remembered.ts';
import { storeMemory } from '../data/store-memory.ts';
import { type Journalled, onCommitted } from './commit.ts';

interface Wishes<Fields> {
  /** Which documents. */
  filter: QueryFilter<Fields>;
  /** What is read of each. */
  fields: Record<string, 1>;
  /** How old they may be, in ms, where other processes write too, whose changes nobody here hears. */
  shared: number;
  /** More are not kept: they are read each time. */
  most: number;
}

interface Known<Row> {
  rows: Map<string, Row>;
  list: readonly Row[];
}

interface Memory<Row> {
  known: Known<Row> | undefined;
  readAt: number;
  /** Ids of what was committed since. */
  changed: Set<string>;
  /** One after another: each brings the rows up to date. */
  turn: Promise<unknown>;
}

/** With more changes than this all rows are read anew. */
const MOST_CHANGED = 1_000;

/**
 * The rows of a list that pages need as a whole, kept in the memory of the process: after a commit of this process what
 * has changed is read again, and nothing else. After a minute all are read anew, which bounds what no commit has told.
 */
export class KeptRows<Fields extends Journalled, Row extends { _id: unknown }> {
  readonly #model: Model<Fields>;
  readonly #wishes: Wishes<Fields>;
  readonly #memory = storeMemory(
    (): Memory<Row> => ({ known: undefined, readAt: 0, changed: new Set(), turn: Promise.resolve() }),
  );

  constructor(model: Model<Fields>, wishes: Wishes<Fields>) {
    this.#model = model;
    this.#wishes = wishes;
    onCommitted(({ subject }) => {
      if (subject.model === model.modelName) this.#memory().changed.add(subject.id);
    });
  }

  /** All of them as they are now, in no order; the same list as long as nothing has changed. */
  all(now: Date): Promise<readonly Row[]> {
    const memory = this.#memory();
    const list = memory.turn.then(() => this.#upToDate(memory, now));
    memory.turn = list.catch(() => undefined);
    return list;
  }

  async #upToDate(memory: Memory<Row>, now: Date): Promise<readonly Row[]> {
    const within = singleProcess() ? ALONE_MS : this.#wishes.shared;
    const isOld = Math.abs(now.getTime() - memory.readAt) >= within;
    const known = isOld || memory.changed.size > MOST_CHANGED ? undefined : memory.known;
    const changed = [...memory.changed];
    if (known && changed.length === 0) return known.list;
    memory.changed.clear();
    // Until it has been read, nothing is known.
    memory.known = undefined;
    const { filter, most } = this.#wishes;
    const among = known ? ({ $and: [{ _id: { $in: changed } }, filter] } as QueryFilter<Fields>) : filter;
    const found = await this.#read(among);
    const rows = known?.rows ?? new Map<string, Row>();
    for (const id of changed) rows.delete(id);
    for (const row of found) rows.set(String(row._id), row);
    const list = [...rows.values()];
    if (list.length <= most) memory.known = { rows, list };
    if (!known) memory.readAt = now.getTime();
    return list;
  }

  #read(filter: QueryFilter<Fields>): Promise<Row[]> {
    return this.#model.find(filter, this.#wishes.fields).lean<Row[]>().exec() as Promise<Row[]>;
  }
}
