import { keyOf, type PostingRows } from './posting-rows.ts';
import type { Lists } from './scoring.ts';

/** Where terms stand: for each term its lists by segment; undefined: in that segment it stands nowhere. */
export type Rows = ReadonlyMap<string, readonly (Lists | undefined)[]>;

/** Of one row, beside its postings: objects, names of forms. */
const BYTES_OF_A_ROW = 240;
const BYTES_OF_NONE = 8;
const MOST_TERMS = 4_000;

interface Kept {
  /** By segment; null: not there; absent: not read yet. */
  rows: (Lists | null | undefined)[];
  bytes: number;
}

/**
 * Postings that were read stay in memory, as far as there is room: those of a full segment hardly ever change, and the
 * same words are looked for again and again. Whoever refreshes the columns says which segments have changed.
 */
export class KeptPostings {
  readonly #source: Pick<PostingRows, 'read'>;
  readonly #mostBytes: number;
  /** The term that was wanted last stands last. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  /** Another one after each change: what was read before it is not kept. */
  #change = 0;

  constructor(source: Pick<PostingRows, 'read'>, mostBytes = 48 * 1024 * 1024) {
    this.#source = source;
    this.#mostBytes = mostBytes;
  }

  /** @param segments ascending */
  async read(terms: readonly string[], segments: readonly number[]): Promise<Rows> {
    const found = new Map<string, (Lists | undefined)[]>();
    const missing: { term: string; segment: number; key: string }[] = [];
    for (const term of new Set(terms)) {
      const lists: (Lists | undefined)[] = [];
      const kept = this.#touched(term);
      for (const segment of segments) {
        const row = kept?.rows[segment];
        if (row === undefined) missing.push({ term, segment, key: keyOf(segment, term) });
        else lists[segment] = row ?? undefined;
      }
      found.set(term, lists);
    }
    if (missing.length === 0) return found;
    const change = this.#change;
    const rows = await this.#source.read(missing.map(({ key }) => key));
    for (const { term, segment, key } of missing) {
      const row = rows.get(key);
      found.get(term)![segment] = row;
      if (change === this.#change) this.#keep(term, segment, row ?? null);
    }
    this.#makeRoom();
    return found;
  }

  /** @param segments those that have changed; absent: any may have */
  forget(segments?: Iterable<number>): void {
    this.#change += 1;
    if (segments === undefined) {
      this.#kept.clear();
      this.#bytes = 0;
      return;
    }
    for (const segment of segments)
      for (const kept of this.#kept.values()) {
        const row = kept.rows[segment];
        if (row === undefined) continue;
        this.#count(kept, -bytesOf(row));
        kept.rows[segment] = undefined;
      }
  }

  #touched(term: string): Kept | undefined {
    const kept = this.#kept.get(term);
    if (kept) {
      this.#kept.delete(term);
      this.#kept.set(term, kept);
    }
    return kept;
  }

  #keep(term: string, segment: number, row: Lists | null): void {
    const kept = this.#kept.get(term) ?? { rows: [], bytes: 0 };
    this.#kept.set(term, kept);
    // Somebody who asked at the same time may have brought it.
    if (kept.rows[segment] !== undefined) return;
    kept.rows[segment] = row;
    this.#count(kept, bytesOf(row));
  }

  #count(kept: Kept, bytes: number): void {
    kept.bytes += bytes;
    this.#bytes += bytes;
  }

  #makeRoom(): void {
    for (const [term, kept] of this.#kept) {
      if (this.#bytes <= this.#mostBytes && this.#kept.size <= MOST_TERMS) return;
      this.#kept.delete(term);
      this.#bytes -= kept.bytes;
    }
  }
}

function bytesOf(row: Lists | null): number {
  if (!row) return BYTES_OF_NONE;
  return row.lists.reduce((sum, list) => sum + list.byteLength, BYTES_OF_A_ROW);
}
