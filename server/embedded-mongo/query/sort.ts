import { badValue, CommandError, unsupported } from '../errors.ts';
import { encodeValue, invert } from '../keys.ts';
import { isPosition } from '../paths.ts';
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

/** Collects items and gives the first `limit` in order; equal keys keep the order of arrival. */
export class Sorter<T> {
  private ranked: Ranked<T>[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(key: Buffer, item: T): void {
    this.ranked.push({ key, item, turn: this.ranked.length });
    if (this.ranked.length > this.limit * 2 + 1000) this.cut();
  }

  sorted(): T[] {
    this.order();
    return this.ranked.slice(0, this.limit).map((each) => each.item);
  }

  private cut(): void {
    this.order();
    this.ranked = this.ranked.slice(0, this.limit).map((each, turn) => ({ ...each, turn }));
  }

  private order(): void {
    this.ranked.sort((a, b) => Buffer.compare(a.key, b.key) || a.turn - b.turn);
  }
}
