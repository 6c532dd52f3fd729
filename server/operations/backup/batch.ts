import { hash } from 'node:crypto';

/** Documents of one collection, as the bytes that the store keeps. */
export interface Batch {
  collection: string;
  documents: Buffer[];
}

/** What there is of a collection. */
export interface Tally {
  count: number;
  bytes: number;
  /** The SHA-256 of each document, joined by XOR: the same in whatever order they are read. */
  digest: string;
}

export type Tallies = Record<string, Tally>;

/** Counts what goes by. */
export class Counter {
  readonly #tallies = new Map<string, { count: number; bytes: number; digest: Buffer }>();

  add({ collection, documents }: Batch): void {
    if (documents.length === 0) return;
    const tally = this.#tallies.get(collection) ?? { count: 0, bytes: 0, digest: Buffer.alloc(32) };
    this.#tallies.set(collection, tally);
    for (const bytes of documents) {
      tally.count++;
      tally.bytes += bytes.length;
      join(tally.digest, hash('sha256', bytes, 'buffer'));
    }
  }

  countOf(collection: string): number {
    return this.#tallies.get(collection)?.count ?? 0;
  }

  get tallies(): Tallies {
    const rows = [...this.#tallies].sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(
      rows.map(([name, { digest, ...tally }]) => [name, { ...tally, digest: digest.toString('hex') }]),
    );
  }
}

export async function* counted(batches: AsyncIterable<Batch>, counter: Counter): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    counter.add(batch);
    yield batch;
  }
}

function join(into: Buffer, digest: Buffer): void {
  for (let at = 0; at < into.length; at++) into[at] = into[at]! ^ digest[at]!;
}

/** Collections that differ, a sentence each. */
export function differences(wanted: Tallies, found: Tallies): string[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort();
  return names.flatMap((name) => {
    const [one, other] = [wanted[name], found[name]];
    if ((one?.count ?? 0) !== (other?.count ?? 0))
      return [`${name}: ${other?.count ?? 0} documents instead of ${one?.count ?? 0}`];
    return one?.digest === other?.digest ? [] : [`${name}: ${one?.count} documents, but not the same`];
  });
}

export function totalOf(tallies: Tallies): { collections: number; documents: number; bytes: number } {
  const rows = Object.values(tallies);
  return {
    collections: rows.length,
    documents: rows.reduce((sum, { count }) => sum + count, 0),
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
