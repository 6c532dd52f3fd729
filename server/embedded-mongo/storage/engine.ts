import { open, type RangeOptions, type RootDatabase } from 'lmdb';
import { CommandError } from '../errors.ts';

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** Keys from `low` to before `high`. */
export interface Range {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** Entries read at once, first and later; between two chunks no snapshot is held: a slow reader pins no pages. */
const FIRST_CHUNK = 25;
const CHUNK = 400;

/** One ordered map of bytes on disk. What `write` returned from is on disk. */
export class Engine {
  private readonly db: RootDatabase<Buffer, Buffer>;

  /** `maximumBytes` bounds the file; the file grows as it fills. */
  constructor(file: string, maximumBytes: number) {
    this.db = open<Buffer, Buffer>({
      path: file,
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      mapSize: maximumBytes,
      // Else Linux may acknowledge a commit before it is flushed. Fixed when the file is made.
      overlappingSync: false,
      cache: false,
      commitDelay: 0,
    });
  }

  get(key: Buffer): Buffer | undefined {
    return this.db.get(key);
  }

  has(key: Buffer): boolean {
    return this.db.doesExist(key);
  }

  put(key: Buffer, value: Buffer): void {
    this.db.putSync(key, value);
  }

  remove(key: Buffer): void {
    this.db.removeSync(key);
  }

  /** Runs `work` and flushes all of it, or none of it when it throws. */
  write<T>(work: () => T): T {
    try {
      return this.db.transactionSync(work);
    } catch (error) {
      throw storageError(error);
    }
  }

  /** The entries of the range as they are when they are reached; what is written meanwhile may appear. */
  *entries(range: Range, reverse = false): Generator<Entry> {
    let { low, high } = range;
    let first = true;
    while (Buffer.compare(low, high) < 0) {
      const limit = first ? FIRST_CHUNK : CHUNK;
      const bounds = reverse ? { start: high, end: low } : { start: low, end: high };
      const chunk = this.chunk({
        ...bounds,
        reverse,
        exclusiveStart: reverse || !first,
        inclusiveEnd: reverse,
        limit,
      });
      yield* chunk;
      if (chunk.length < limit) return;
      const last = chunk[chunk.length - 1]!.key;
      if (reverse) high = last;
      else low = last;
      first = false;
    }
  }

  private chunk(range: RangeOptions): Entry[] {
    const entries: Entry[] = [];
    // Faster than the range's own asArray.
    for (const entry of this.db.getRange(range)) entries.push(entry);
    return entries;
  }

  async close(): Promise<void> {
    await this.db.close();
  }
}

const FULL = /MDB_MAP_FULL|No space left|ENOSPC|disk quota|File too large/i;
const STORAGE = /MDB_|No space|Input\/output|I\/O error|Read-only file system|file too large|disk quota/i;

function storageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  if (FULL.test(error.message))
    return new CommandError('OutOfDiskSpace', `the store is full: ${error.message}`);
  if (STORAGE.test(error.message))
    return new CommandError('InternalError', `the store cannot write: ${error.message}`);
  return error;
}
