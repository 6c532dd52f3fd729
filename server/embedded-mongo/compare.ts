import type { Code } from 'bson';
import { unsupported } from './errors.ts';
import { isPosition } from './paths.ts';
import {
  asDocument,
  type Binary,
  type BSONRegExp,
  type Document,
  numeric,
  type ObjectId,
  Order,
  orderOf,
  type Timestamp,
} from './values.ts';

/** Compares any two values in BSON order: below 0, 0, above 0. NaN equals NaN and precedes all numbers. */
export function compare(left: unknown, right: unknown): number {
  const order = orderOf(left);
  const byType = order - orderOf(right);
  return byType === 0 ? compareAlike(order, left, right) : byType;
}

export function equal(left: unknown, right: unknown): boolean {
  return compare(left, right) === 0;
}

function compareAlike(order: number, left: unknown, right: unknown): number {
  switch (order) {
    case Order.Number:
      return compareNumbers(numeric(left), numeric(right));
    case Order.String:
      return compareStrings(text(left), text(right));
    case Order.Boolean:
      return Number(left) - Number(right);
    case Order.Date:
      return (left as Date).getTime() - (right as Date).getTime();
    case Order.ObjectId:
      return Buffer.compare((left as ObjectId).id, (right as ObjectId).id);
    case Order.Array:
      return compareLists(left as unknown[], right as unknown[]);
    case Order.Object:
      return compareDocuments(asDocument(left)!, asDocument(right)!);
    case Order.Null:
    case Order.EmptyArray:
    case Order.MinKey:
    case Order.MaxKey:
      return 0;
    default:
      return compareRare(order, left, right);
  }
}

function compareRare(order: number, left: unknown, right: unknown): number {
  if (order === Order.Binary) return compareBinaries(left as Binary, right as Binary);
  if (order === Order.Timestamp) return (left as Timestamp).compare(right as Timestamp);
  if (order === Order.Regex) {
    const [a, b] = [left as BSONRegExp, right as BSONRegExp];
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
  }
  const [a, b] = [left as Code, right as Code];
  return compareStrings(a.code, b.code) || compareDocuments(a.scope ?? {}, b.scope ?? {});
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}

function compareNumbers(left: number | bigint, right: number | bigint): number {
  if (left < right) return -1;
  if (left > right) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: 1n and 1 are the same number here.
  if (left == right) return 0;
  return Number(!Number.isNaN(left)) - Number(!Number.isNaN(right));
}

/** In the order of UTF-8 bytes, which differs from UTF-16 only above the surrogates. */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return a >= 0xd800 && b >= 0xd800 ? lift(a) - lift(b) : a - b;
  }
  return left.length - right.length;
}

function lift(unit: number): number {
  return unit >= 0xe000 ? unit - 0x2000 : unit + 0x2000;
}

function compareLists(left: unknown[], right: unknown[]): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const order = compare(left[i], right[i]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/**
 * The names of a document that is compared or indexed. JavaScript moves whole numbers to the front, so beside other
 * names nothing tells any more where they stood, and documents count as equal only when the order is.
 */
export function orderedNames(document: Document): string[] {
  const names = Object.keys(document);
  if (names.length > 1 && isPosition(names[0]!))
    throw unsupported(
      `comparing or indexing a document with the whole number ${names[0]} beside other names`,
    );
  return names;
}

function compareDocuments(left: Document, right: Document): number {
  const a = orderedNames(left);
  const b = orderedNames(right);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [left[a[i]!], right[b[i]!]];
    const order = orderOf(x) - orderOf(y) || compareStrings(a[i]!, b[i]!) || compare(x, y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinaries(left: Binary, right: Binary): number {
  return (
    left.position - right.position ||
    left.sub_type - right.sub_type ||
    Buffer.compare(bytesOf(left), bytesOf(right))
  );
}

/** A Binary's buffer may be longer than its content. */
export function bytesOf(binary: Binary): Uint8Array {
  return binary.buffer.subarray(0, binary.position);
}
