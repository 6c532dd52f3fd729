import { badValue, CommandError, unsupported } from '../errors.ts';
import { encodeValue, invert } from '../keys.ts';
import { isPosition } from '../paths.ts';
import { PAUSE, type Pause, type Slice, type Work } from '../slices.ts';
import { tuplesOf } from '../storage/tuples.ts';
import { type Document, isNumber, numeric } from '../values.ts';

export interface SortField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
}

/** Of one sort, as of one index. */
export const MOST_FIELDS = 32;

export function parseSort(sort: unknown): SortField[] {
  if (sort === undefined || sort === null) return [];
  const fields = Object.entries(sort as Document);
  if (fields.length > MOST_FIELDS) throw new CommandError(13103, 'too many compound keys');
  return fields.map(([path, direction]) => {
    if (!isNumber(direction)) throw unsupported(`a sort by anything but 1 and -1 (${path})`);
    const way = Number(numeric(direction));
    if (way !== 1 && way !== -1)
      throw badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    const parts = path.split('.');
    if (path.startsWith('$') || parts.includes('')) throw badValue(`bad sort specification: ${path}`);
    if (parts.slice(1).some(isPosition)) throw unsupported(`a sort by a place in an array (${path})`);
    return { path, parts, descending: way < 0 };
  });
}

/** Bytes in the order of the sort. Of an array counts the smallest element, or the greatest when descending. */
export function sortKey(document: Document, sort: readonly SortField[]): Buffer {
  const { tuples } = tuplesOf(
    document,
    sort.map((field) => field.parts),
  );
  const keys = tuples.map((tuple) => Buffer.concat(tuple.map((value, i) => directed(value, sort[i]!))));
  return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
}

function directed(value: unknown, field: SortField): Buffer {
  const bytes = encodeValue(value);
  return field.descending ? invert(bytes) : bytes;
}

interface Ranked<T> {
  readonly key: Buffer;
  readonly item: T;
  readonly turn: number;
}

/** What a sort may hold in memory, as in MongoDB. */
export const SORT_BYTES = 100 * 1024 * 1024;
/** Of each item beside its key and itself. */
const ITEM_BYTES = 120;
/** Items that are put in order at once: about a millisecond. */
const RUN = 1000;

export interface Sorting<T> {
  readonly limit: number;
  readonly bytesOf: (item: T) => number;
  readonly slice: Slice;
}

/** Collects items and gives the first `limit` in order; equal keys keep the order of arrival. */
export class Sorter<T> {
  private readonly of: Sorting<T>;
  /** In order, each. */
  private runs: Ranked<T>[][] = [];
  private run: Ranked<T>[] = [];
  private held = 0;
  private turn = 0;
  private bytes = 0;
  /** The greatest key that still counts, once `limit` items are known. */
  private last: Buffer | undefined;

  constructor(of: Sorting<T>) {
    this.of = of;
  }

  *add(key: Buffer, item: T): Work<void> {
    if (this.last && Buffer.compare(key, this.last) >= 0) return;
    this.run.push({ key, item, turn: this.turn++ });
    this.held++;
    this.bytes += key.length + this.of.bytesOf(item) + ITEM_BYTES;
    if (this.run.length >= RUN) {
      this.closeRun();
      if (this.held >= 2 * this.of.limit) yield* this.cut();
    }
    if (this.bytes > SORT_BYTES) throw tooMuch();
  }

  *sorted(): Generator<T | Pause> {
    this.closeRun();
    let given = 0;
    for (const each of merged(this.runs)) {
      if (given++ >= this.of.limit) return;
      yield each.item;
    }
  }

  private closeRun(): void {
    this.runs.push(this.run.sort(byKey));
    this.run = [];
  }

  /** Forgets what comes after the first `limit`. */
  private *cut(): Work<void> {
    const kept: Ranked<T>[] = [];
    this.bytes = 0;
    for (const each of merged(this.runs)) {
      if (kept.length >= this.of.limit) break;
      kept.push(each);
      this.bytes += each.key.length + this.of.bytesOf(each.item) + ITEM_BYTES;
      if (this.of.slice.isOver) yield PAUSE;
    }
    this.runs = [kept];
    this.held = kept.length;
    this.last = kept.at(-1)?.key;
  }
}

function byKey<T>(a: Ranked<T>, b: Ranked<T>): number {
  return Buffer.compare(a.key, b.key) || a.turn - b.turn;
}

/** Many ordered lists as one, made while it is read. */
function merged<T>(runs: readonly Ranked<T>[][]): Iterable<Ranked<T>> {
  if (runs.length <= 1) return runs[0] ?? [];
  const middle = runs.length >> 1;
  return mergedTwo(merged(runs.slice(0, middle)), merged(runs.slice(middle)));
}

function* mergedTwo<T>(left: Iterable<Ranked<T>>, right: Iterable<Ranked<T>>): Generator<Ranked<T>> {
  const [a, b] = [left[Symbol.iterator](), right[Symbol.iterator]()];
  let x = a.next();
  let y = b.next();
  while (!x.done && !y.done) {
    if (byKey(x.value, y.value) <= 0) {
      yield x.value;
      x = a.next();
    } else {
      yield y.value;
      y = b.next();
    }
  }
  for (; !x.done; x = a.next()) yield x.value;
  for (; !y.done; y = b.next()) yield y.value;
}

function tooMuch(): CommandError {
  return new CommandError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Executor error during find command :: caused by :: Sort exceeded memory limit of ${SORT_BYTES} bytes, but this store sorts in memory only. Make an index that gives the order, or set a limit.`,
  );
}
