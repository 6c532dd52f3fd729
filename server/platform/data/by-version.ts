import { keepNewest } from '../newest.ts';
import { storeMemory } from './store-memory.ts';

/** What was worked out from a document, until the document changes. Of so many documents. */
export class ByVersion<Row extends { _id: unknown; version: number }, Value> {
  readonly #make: (row: Row) => Value;
  readonly #most: number;
  readonly #known = storeMemory(() => new Map<string, { version: number; value: Value }>());

  constructor(make: (row: Row) => Value, most: number) {
    this.#make = make;
    this.#most = most;
  }

  of(row: Row): Value {
    const { version } = row;
    const id = String(row._id);
    const known = this.#known().get(id);
    if (known?.version === version) return known.value;
    const value = this.#make(row);
    keepNewest(this.#known(), [id, { version, value }], this.#most);
    return value;
  }
}
