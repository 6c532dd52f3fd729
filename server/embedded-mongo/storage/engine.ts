import { existsSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { open, type RangeOptions, type RootDatabase, type Transaction } from 'lmdb';
import { CommandError } from '../errors.ts';
import { checkFile } from './check-file.ts';
import { flushFile } from './flush-file.ts';

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** Keys from `low` to before `high`. */
export interface Range {
  readonly low: Buffer;
  readonly high: Buffer;
}

/**
 * Entries read at once, first and later, and bytes of values after which a chunk ends; between two chunks no snapshot is
 * held: a slow reader pins no pages.
 */
const FIRST_CHUNK = 25;
const CHUNK = 400;
const CHUNK_BYTES = 256 * 1024;

/** All as it stood at one moment, however much is written meanwhile. */
export interface View {
  entries(range: Range): Generator<Entry>;
  /** Gives free what was kept for it; must be called. */
  end(): void;
}

/**
 * A view is read in pieces of so many bytes: what has been read and not sent waits in memory, and so does everybody else
 * while a piece is read. Packed documents are short: a megabyte of them took twenty milliseconds.
 */
const VIEW_CHUNK_BYTES = 64 * 1024;

export interface EngineOptions {
  readonly file: string;
  /** Bytes in use at which the store counts as full. */
  readonly maximumBytes: number;
  /** Bytes of the disk that are left free for removals, which need room too. */
  readonly reservedBytes: number;
  /** Nothing is flushed before `close`: for a file that counts as made only when that has come through. */
  readonly flushedAtEnd?: boolean;
}

/** Address space for the file, not disk. */
const MAP_BYTES = 64 * 1024 ** 3;

function openFile({ file, flushedAtEnd = false }: EngineOptions): RootDatabase<Buffer, Buffer> {
  // A first start that is cut off may leave an empty file, in which nothing can have been kept yet.
  const begun = `${file}-begun`;
  const fresh = !existsSync(file) || (existsSync(begun) && statSync(file).size === 0);
  if (fresh) writeFileSync(begun, '');
  else checkFile(file);
  const db = open<Buffer, Buffer>({
    path: file,
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    mapSize: MAP_BYTES,
    // Else Linux may acknowledge a commit before it is flushed. Fixed when the file is made.
    overlappingSync: false,
    cache: false,
    commitDelay: 0,
    noSync: flushedAtEnd,
  });
  rmSync(begun, { force: true });
  return db;
}

/** One ordered map of bytes on disk. What `write` returned from is on disk. */
export class Engine {
  private readonly db: RootDatabase<Buffer, Buffer>;
  private readonly options: EngineOptions;
  private failure: CommandError | undefined;
  private readonly views = new Set<Transaction>();

  constructor(options: EngineOptions) {
    this.options = options;
    this.db = openFile(options);
  }

  /** Asked before all that grows: LMDB itself does not survive a disk that is full in the middle of a commit. */
  checkRoom(): void {
    const { pageSize, lastPageNumber, ...stats } = this.db.getStats() as Stats;
    const used = (stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages) * pageSize;
    if (used >= this.options.maximumBytes)
      throw full(`it holds ${used} of ${this.options.maximumBytes} bytes`);
    const { bavail, bsize } = statfsSync(dirname(this.options.file));
    const inFile = (lastPageNumber + 1) * pageSize - used;
    const room = bavail * bsize + inFile;
    if (room < this.options.reservedBytes) throw full(`the disk has ${room} bytes left`);
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

  /**
   * Runs `work` and flushes all of it, or none of it when it throws. After the disk has failed once, LMDB's
   * memory is not to be trusted with another write: the store then only reads until it is started again.
   */
  write<T>(work: () => T): T {
    if (this.failure) throw this.failure;
    try {
      return this.db.transactionSync(work);
    } catch (error) {
      this.failure = storageFailure(error);
      throw this.failure ?? error;
    }
  }

  /** The entries of the range as they are when they are reached; what is written meanwhile may appear. */
  *entries(range: Range, reverse = false): Generator<Entry> {
    let { low, high } = range;
    let first = true;
    while (Buffer.compare(low, high) < 0) {
      const limit = first ? FIRST_CHUNK : CHUNK;
      const bounds = reverse ? { start: high, end: low } : { start: low, end: high };
      const { chunk, isLast } = this.chunk({
        ...bounds,
        reverse,
        exclusiveStart: reverse || !first,
        inclusiveEnd: reverse,
        limit,
      });
      yield* chunk;
      if (isLast) return;
      const last = chunk[chunk.length - 1]!.key;
      if (reverse) high = last;
      else low = last;
      first = false;
    }
  }

  view(): View {
    const transaction = this.db.useReadTransaction();
    this.views.add(transaction);
    return {
      entries: (range) => this.entriesOf(transaction, range),
      end: () => {
        if (this.views.delete(transaction)) transaction.done();
      },
    };
  }

  private *entriesOf(transaction: Transaction, { low, high }: Range): Generator<Entry> {
    let start = low;
    for (;;) {
      const chunk: Entry[] = [];
      let bytes = 0;
      const rest = this.db.getRange({ start, end: high, exclusiveStart: start !== low, transaction });
      for (const entry of rest) {
        chunk.push(entry);
        bytes += entry.value.length;
        if (bytes >= VIEW_CHUNK_BYTES) break;
      }
      yield* chunk;
      if (bytes < VIEW_CHUNK_BYTES) return;
      start = chunk[chunk.length - 1]!.key;
    }
  }

  /** The first keys of the range. */
  keys({ low, high }: Range): Buffer[] {
    return [...this.db.getKeys({ start: low, end: high, limit: CHUNK })];
  }

  private chunk(range: RangeOptions & { limit: number }): { chunk: Entry[]; isLast: boolean } {
    const chunk: Entry[] = [];
    let bytes = 0;
    // Faster than the range's own asArray.
    for (const entry of this.db.getRange(range)) {
      chunk.push(entry);
      bytes += entry.value.length;
      if (bytes >= CHUNK_BYTES) return { chunk, isLast: false };
    }
    return { chunk, isLast: chunk.length < range.limit };
  }

  async close(): Promise<void> {
    for (const view of this.views) view.done();
    this.views.clear();
    await this.db.close();
    if (this.options.flushedAtEnd) flushFile(this.options.file);
  }
}

interface Stats {
  readonly pageSize: number;
  readonly lastPageNumber: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

function full(why: string): CommandError {
  return new CommandError('OutOfDiskSpace', `the store is full: ${why}`);
}

const STORAGE = /MDB_|No space|Input\/output|I\/O error|Read-only file system|File too large|disk quota/i;

function storageFailure(error: unknown): CommandError | undefined {
  if (!(error instanceof Error) || error instanceof CommandError || !STORAGE.test(error.message))
    return undefined;
  const isFull = /MAP_FULL|No space|File too large|disk quota/i.test(error.message);
  const failure = new CommandError(
    isFull ? 'OutOfDiskSpace' : 'InternalError',
    `the store cannot write and only reads until it is started again: ${error.message}`,
  );
  failure.cause = error;
  return failure;
}
