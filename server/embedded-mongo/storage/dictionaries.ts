import { after } from '../keys.ts';
import { decode } from '../values.ts';
import type { Catalog, Collection } from './catalog.ts';
import type { Engine } from './engine.ts';
import { documentPrefix, prefix } from './index-keys.ts';
import { type Dictionary, makeDictionary, SAMPLE, unpack, wantedDictionary } from './packing.ts';

const NONE: Dictionary = { number: 0, bytes: undefined };

/** The dictionaries of the collections: on disk with them, and in memory as far as they have been used. */
export class Dictionaries {
  private readonly engine: Engine;
  private readonly catalog: Catalog;
  private readonly known = new Map<string, Buffer>();
  /** What is known may have been written by a transaction that did not happen. */
  private removals = 0;

  constructor(engine: Engine, catalog: Catalog) {
    this.engine = engine;
    this.catalog = catalog;
  }

  latest(collection: Collection): Dictionary {
    const number = collection.dictionaries;
    return number === 0 ? NONE : { number, bytes: this.at(collection, number) };
  }

  at(collection: Collection, number: number): Buffer | undefined {
    if (number === 0) return undefined;
    if (this.removals !== this.catalog.removals) this.known.clear();
    this.removals = this.catalog.removals;
    const name = `${collection.id} ${number}`;
    let bytes = this.known.get(name);
    if (!bytes) {
      bytes = this.engine.get(dictionaryKey(collection, number))!;
      this.known.set(name, bytes);
    }
    return bytes;
  }

  isWanted({ count, dictionaries }: Collection): boolean {
    return dictionaries < wantedDictionary(count);
  }

  /** Packs what comes from now on; what is there stays as it is until it is written again. */
  make(collection: Collection): void {
    const sample = [];
    const low = documentPrefix(collection);
    for (const { value } of this.engine.entries({ low, high: after(low) }, true)) {
      sample.push(decode(unpack(value, (number) => this.at(collection, number))));
      if (sample.length === SAMPLE) break;
    }
    collection.dictionaries = wantedDictionary(collection.count);
    this.engine.put(dictionaryKey(collection, collection.dictionaries), makeDictionary(sample));
    this.catalog.touch();
  }
}

export function dictionaryKey(collection: Collection, number: number): Buffer {
  return Buffer.concat([prefix('Z', collection.id), Buffer.of(number)]);
}
