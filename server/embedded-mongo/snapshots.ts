import { CommandError } from './errors.ts';
import { after } from './keys.ts';
import type { Catalog, Collection } from './storage/catalog.ts';
import { dictionaryKey } from './storage/dictionaries.ts';
import type { Engine, View } from './storage/engine.ts';
import { documentPrefix } from './storage/index-keys.ts';
import { unpack } from './storage/packing.ts';
import { Timestamp } from './values.ts';

/** A snapshot that nobody reads ends after this time: it keeps the file from using its free pages again. */
const IDLE_MILLISECONDS = 10 * 60 * 1000;

interface Snapshot {
  readonly view: View;
  readonly session: string;
  /** Those of its moment: one that is dropped and made again has another id. */
  readonly collections: ReadonlyMap<string, Collection>;
  readonly dictionaries: Map<string, Buffer>;
  usedAt: number;
}

/** States of the whole store that are read while others write, each named by its cluster time, as in MongoDB. */
export class Snapshots {
  private readonly open = new Map<string, Snapshot>();
  private readonly engine: Engine;
  private readonly catalog: Catalog;
  private readonly now: () => number;
  private ordinal = 0;

  constructor(of: { engine: Engine; catalog: Catalog; now: () => number }) {
    this.engine = of.engine;
    this.catalog = of.catalog;
    this.now = of.now;
  }

  get size(): number {
    return this.open.size;
  }

  /** @returns its time; it ends with the session, or when nobody reads it for ten minutes */
  begin(session: string): Timestamp {
    const time = new Timestamp({ t: Math.floor(this.now() / 1000), i: ++this.ordinal });
    const collections = new Map(this.catalog.all().map((each) => [`${each.database}.${each.name}`, each]));
    const view = this.engine.view();
    const dictionaries = new Map<string, Buffer>();
    this.open.set(String(time), { view, session, collections, dictionaries, usedAt: this.now() });
    return time;
  }

  /** All documents of a collection in the order of their ids. */
  *documents(of: Timestamp, namespace: string): Generator<Buffer> {
    const time = String(of);
    const collection = this.at(time).collections.get(namespace);
    if (!collection) return;
    const prefix = documentPrefix(collection);
    const range = { low: prefix, high: Buffer.concat([prefix, Buffer.from([0xff])]) };
    const entries = this.at(time).view.entries(range);
    for (;;) {
      // Asked each time: the snapshot may have ended since the last batch.
      this.at(time).usedAt = this.now();
      const { value, done } = entries.next();
      if (done) return;
      yield unpack(value.value, (number) => this.dictionary(time, collection, number));
    }
  }

  /** As it was then: it goes with its collection. */
  private dictionary(time: string, collection: Collection, number: number): Buffer | undefined {
    if (number === 0) return undefined;
    const { view, dictionaries } = this.at(time);
    const name = `${collection.id} ${number}`;
    let bytes = dictionaries.get(name);
    if (!bytes) {
      const key = dictionaryKey(collection, number);
      [bytes] = [...view.entries({ low: key, high: after(key) })].map(({ value }) => value);
      dictionaries.set(name, bytes!);
    }
    return bytes;
  }

  endOf(sessions: readonly string[]): void {
    this.endWhere(({ session }) => sessions.includes(session));
  }

  expire(): void {
    this.endWhere(({ usedAt }) => this.now() - usedAt > IDLE_MILLISECONDS);
  }

  endAll(): void {
    this.endWhere(() => true);
  }

  private at(time: string): Snapshot {
    const found = this.open.get(time);
    if (found) return found;
    throw new CommandError(239, `Read timestamp ${time} is older than the oldest available timestamp.`);
  }

  private endWhere(over: (snapshot: Snapshot) => boolean): void {
    for (const [time, snapshot] of this.open) {
      if (!over(snapshot)) continue;
      this.open.delete(time);
      snapshot.view.end();
    }
  }
}
