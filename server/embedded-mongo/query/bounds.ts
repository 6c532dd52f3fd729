import type { BSONRegExp } from 'bson';
import { conjuncts, type Leaf, type Node } from '../filter/nodes.ts';
import { asRegex, literalStart } from '../filter/regex.ts';
import { encodeBound, encodeField, encodeValue, FIELD_BYTES } from '../keys.ts';
import { isNumber, numeric, Order, orderOf } from '../values.ts';

/** Encoded values from `low` to every value that begins with `high`. */
export interface Interval {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** What an indexed field may hold: exactly one value, some values, or ranges. Ascending, without overlap. */
export interface Bound {
  readonly kind: 'point' | 'points' | 'ranges';
  readonly intervals: readonly Interval[];
}

/** A bound at the path for each condition that every match must satisfy. */
export type Bounds = ReadonlyMap<string, readonly Bound[]>;

const RANGED = new Set<number>([
  Order.Number,
  Order.String,
  Order.ObjectId,
  Order.Boolean,
  Order.Date,
  Order.Binary,
  Order.Timestamp,
]);

/** Each bound holds for one index entry of the document; two bounds of one path may hold for different ones. */
export function boundsOf(node: Node): Bounds {
  const bounds = new Map<string, Bound[]>();
  collect(node, '', bounds);
  return bounds;
}

function collect(node: Node, under: string, bounds: Map<string, Bound[]>): void {
  for (const each of conjuncts(node)) {
    if (each.kind !== 'leaf') continue;
    const path = [under, each.path.join('.')].filter((part) => part !== '').join('.');
    if (each.operator === 'elemMatchDocument') collect(each.operand as Node, path, bounds);
    else if (each.operator === 'elemMatchValue') collect(each.operand as Node, path, bounds);
    else addBound(bounds, path, each);
  }
}

function addBound(bounds: Map<string, Bound[]>, path: string, leaf: Leaf): void {
  const bound = boundOf(leaf);
  if (bound) bounds.set(path, [...(bounds.get(path) ?? []), bound]);
}

function boundOf(leaf: Leaf): Bound | undefined {
  switch (leaf.operator) {
    case 'eq':
      return isPoint(leaf.operand) ? { kind: 'point', intervals: [point(leaf.operand)] } : undefined;
    case 'in':
      return pointsOf(leaf.operand as unknown[]);
    case 'gt':
    case 'gte':
      return rangeOf(leaf.operand, (bytes, type) => ({ low: bytes, high: type }));
    case 'lt':
    case 'lte':
      return rangeOf(leaf.operand, (bytes, type) => ({ low: type, high: bytes }));
    case 'regex':
      return prefixOf(leaf.operand as BSONRegExp);
    default:
      return undefined;
  }
}

/** Arrays are opened in an index, so equality with an array is no single key. */
export function isPoint(value: unknown): boolean {
  return orderOf(value) !== Order.Array && !asRegex(value);
}

function point(value: unknown): Interval {
  const { bytes } = encodeField(value, false);
  return { low: bytes, high: bytes };
}

function pointsOf(values: unknown[]): Bound | undefined {
  // One of no values: nothing is reached.
  if (!values.every(isPoint)) return undefined;
  const intervals = values.map(point).sort((a, b) => Buffer.compare(a.low, b.low));
  const distinct = intervals.filter((each, i) => i === 0 || !each.low.equals(intervals[i - 1]!.low));
  return { kind: distinct.length === 1 ? 'point' : 'points', intervals: distinct };
}

function rangeOf(operand: unknown, make: (bytes: Buffer, type: Buffer) => Interval): Bound | undefined {
  const type = orderOf(operand);
  if (!RANGED.has(type)) return undefined;
  if (isNumber(operand) && Number.isNaN(numeric(operand))) return undefined;
  return { kind: 'ranges', intervals: [make(encodeBound(operand), Buffer.from([type]))] };
}

function prefixOf(regex: BSONRegExp): Bound | undefined {
  const start = literalStart(regex);
  if (start === undefined || start.includes('\0')) return undefined;
  const text = encodeValue(start).subarray(0, -1).subarray(0, FIELD_BYTES);
  // A stored pattern equal to the one asked for matches too.
  return { kind: 'ranges', intervals: [{ low: text, high: text }, point(regex)] };
}

const RANK = { point: 0, points: 1, ranges: 2 } as const;

/**
 * One bound out of several. Those of a field with one value per document may be narrowed together; where
 * a field has many values, each condition may hold for another value, so only one can be used.
 */
export function choose(bounds: readonly Bound[], manyValues: boolean): Bound {
  const best = [...bounds].sort((a, b) => RANK[a.kind] - RANK[b.kind])[0]!;
  if (manyValues || best.kind !== 'ranges') return best;
  return bounds.filter((bound) => bound.intervals.length === 1).reduce(narrow, best);
}

function narrow(a: Bound, b: Bound): Bound {
  const [x, y] = [a.intervals[0]!, b.intervals[0]!];
  if (a.intervals.length !== 1 || x.low[0] !== y.low[0]) return a;
  const low = Buffer.compare(x.low, y.low) >= 0 ? x.low : y.low;
  // The shorter of two ends may be the bare type byte, which is no limit.
  const high =
    x.high.length === 1 || (y.high.length > 1 && Buffer.compare(y.high, x.high) < 0) ? y.high : x.high;
  return { kind: 'ranges', intervals: [{ low, high }] };
}
