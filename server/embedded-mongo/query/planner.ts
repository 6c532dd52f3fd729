import { conditionOf } from '../filter/condition.ts';
import { conjuncts, type Node } from '../filter/nodes.ts';
import { after, invert } from '../keys.ts';
import type { Collection, Index, IndexField } from '../storage/catalog.ts';
import type { Range } from '../storage/engine.ts';
import { documentPrefix, indexPrefix } from '../storage/index-keys.ts';
import { type Bound, type Bounds, boundsOf, choose, type Interval } from './bounds.ts';
import { implies, requiresValue } from './implies.ts';
import { type Asked, isCovered } from './key-view.ts';
import type { SortField } from './sort.ts';

/** A way to reach a superset of the matches. Every candidate is still asked by the filter. */
export interface Access {
  /** undefined: the documents themselves, by `_id`. */
  readonly index: Index | undefined;
  /** In key order, without overlap. */
  readonly ranges: readonly Range[];
  readonly reverse: boolean;
  /** The candidates come in the order of the sort. */
  readonly sorted: boolean;
  /**
   * Each range is in the order of the sort by itself; together they are when they are read side by side: by what follows
   * so many bytes of their keys. undefined: one after another.
   */
  readonly merged: readonly number[] | undefined;
  /** Made from conditions: less than everything. */
  readonly bounded: boolean;
  /** Each range holds one key at most, its `low`: it is asked for by name, which costs a tenth of a walk to it. */
  readonly exact: boolean;
}

export interface Plan {
  /** Several: a union, unsorted, whose candidates may repeat. */
  readonly accesses: readonly Access[];
}

/** More ranges than this are not made out of several `$in`. */
const MOST_RANGES = 500;
/** More than this are not read side by side. */
const MOST_MERGED = 64;

interface Question extends Asked {
  readonly bounds: Bounds;
  readonly sort: readonly SortField[];
}

interface Source {
  readonly index: Index | undefined;
  readonly prefix: Buffer;
  readonly fields: readonly Pick<IndexField, 'path' | 'descending'>[];
  readonly multikey: readonly boolean[];
  readonly cut: boolean;
}

export function plan(collection: Collection, asked: Asked, sort: readonly SortField[]): Plan {
  const { node } = asked;
  const question = { ...asked, bounds: boundsOf(node), sort };
  let best = scored(byId(collection), question);
  // Nothing is better than the documents that are asked for by name, and most commands ask so.
  if (best.score >= ONE_EACH) return { accesses: [best.access] };
  for (const index of collection.indexes) {
    if (!usable(index, node)) continue;
    const next = scored(source(index), question);
    if (next.score > best.score) best = next;
  }
  if (best.bounded) return { accesses: [best.access] };
  const union = unionOf(collection, node);
  return { accesses: union ?? [best.access] };
}

/** `_id` is never an array, and never so long that its key is cut. */
function byId(collection: Collection): Source {
  return {
    index: undefined,
    prefix: documentPrefix(collection),
    fields: [{ path: '_id', descending: false }],
    multikey: [false],
    cut: false,
  };
}

function source(index: Index): Source {
  return {
    index,
    prefix: indexPrefix(index),
    fields: index.fields,
    multikey: index.multikey,
    cut: index.cut,
  };
}

/** A sparse or partial index lacks documents; it serves only a filter that cannot match those. */
function usable(index: Index, node: Node): boolean {
  if (index.building) return false;
  if (index.partial && !implies(node, conditionOf(index.partial).node)) return false;
  return !index.sparse || index.fields.some((field) => requiresValue(node, field.path));
}

interface Scored {
  readonly access: Access;
  readonly score: number;
  readonly bounded: boolean;
}

function scored(from: Source, question: Question): Scored {
  const reached = reach(from, question.bounds);
  const { prefixes, ranges } = reached;
  const score = reached.score + (from.index ? byPartial(from.index) : 0);
  const { order, merged } = orderOf(from, reached, question.sort);
  const bySort = question.sort.length > 0 && order !== 'none' ? 3 : 0;
  const bounded = score > 0 || bySort > 0;
  const access: Access = {
    index: from.index,
    ranges: ranges?.map(({ range }) => range) ?? prefixes.map((low) => ({ low, high: after(low) })),
    reverse: order === 'reverse',
    sorted: order !== 'none',
    merged,
    bounded: score > 0,
    exact: ranges === undefined && reached.oneEach,
  };
  const byCover = from.index && isCovered(from.index, question) ? 1 : 0;
  return { access, score: score + bySort + byCover, bounded };
}

/** What a partial index holds fulfils its condition: as if its keys began with that. */
function byPartial({ partial }: Index): number {
  return partial ? 4 * conjuncts(conditionOf(partial).node).length : 0;
}

interface Reach {
  readonly prefixes: Buffer[];
  /** Paths that hold one value in all candidates. */
  readonly constant: Set<string>;
  /** Paths that hold one value in each range. */
  readonly apart: Set<string>;
  readonly score: number;
  /** Each prefix is the whole key of one document at most. */
  readonly oneEach: boolean;
  readonly ranges?: RangeUnder[];
}

/** A range of keys that begin with so many bytes that are all the same. */
interface RangeUnder {
  readonly range: Range;
  readonly prefix: number;
}

/** Equalities and `$in` from the first field on, then at most one range. */
function reach(from: Source, bounds: Bounds): Reach {
  let prefixes = [from.prefix];
  const constant = new Set<string>();
  const apart = new Set<string>();
  let score = 0;
  let manyUsed = false;
  for (const [i, field] of from.fields.entries()) {
    const given = bounds.get(field.path);
    const many = from.multikey[i]!;
    // Bounds on two fields with many values may hold for different entries of one document.
    if (!given || (many && manyUsed)) break;
    manyUsed ||= many;
    const bound = choose(given, many);
    if (bound.kind === 'ranges') {
      return {
        prefixes,
        constant,
        apart,
        score: score + 2,
        oneEach: false,
        ranges: rangesUnder(prefixes, bound, field.descending),
      };
    }
    if (prefixes.length * bound.intervals.length > MOST_RANGES && prefixes.length > 1) break;
    prefixes = extended(prefixes, bound, field.descending);
    if (!many) (bound.kind === 'point' ? constant : apart).add(field.path);
    score += bound.kind === 'point' ? 4 : 3;
  }
  const single = constant.size + apart.size === from.fields.length;
  const bonus = single ? uniqueBonus(from) : 0;
  return { prefixes, constant, apart, score: score + bonus, oneEach: bonus > 0 };
}

const ONE_EACH = 100;

/** Each value that is asked for is that of one document at most. */
function uniqueBonus(from: Source): number {
  return from.index === undefined || from.index.unique ? ONE_EACH : 0;
}

function directed(bound: Bound, descending: boolean): Interval[] {
  if (!descending) return [...bound.intervals];
  return bound.intervals.map(({ low, high }) => ({ low: invert(high), high: invert(low) })).reverse();
}

function extended(prefixes: Buffer[], bound: Bound, descending: boolean): Buffer[] {
  const points = directed(bound, descending);
  return prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point.low])));
}

function rangesUnder(prefixes: Buffer[], bound: Bound, descending: boolean): RangeUnder[] {
  const intervals = directed(bound, descending);
  return prefixes.flatMap((prefix) =>
    intervals.map(({ low, high }) => ({
      range: { low: Buffer.concat([prefix, low]), high: after(Buffer.concat([prefix, high])) },
      prefix: prefix.length,
    })),
  );
}

type Given = 'forward' | 'reverse' | 'none';

/** Whether walking the index gives the order asked for, from end to end or with its ranges side by side. */
function orderOf(
  from: Source,
  reached: Reach,
  sort: readonly SortField[],
): { order: Given; merged: readonly number[] | undefined } {
  const { constant, apart, prefixes, ranges } = reached;
  const order = orderGiven(from, constant, sort);
  const lengths = ranges?.map(({ prefix }) => prefix) ?? prefixes.map(({ length }) => length);
  const asOne = order !== 'none' || apart.size === 0 || lengths.length > MOST_MERGED;
  if (asOne || sort.some(({ path }) => apart.has(path))) return { order, merged: undefined };
  const each = orderGiven(from, new Set([...constant, ...apart]), sort);
  return { order: each, merged: each === 'none' ? undefined : lengths };
}

/** Whether walking the index gives the order asked for. */
function orderGiven(from: Source, constant: Set<string>, sort: readonly SortField[]): Given {
  let at = 0;
  let given: Given | undefined;
  for (const wanted of sort) {
    if (constant.has(wanted.path)) continue;
    while (at < from.fields.length && constant.has(from.fields[at]!.path)) at++;
    const field = from.fields[at];
    if (!field || field.path !== wanted.path || from.multikey[at] || from.cut) return 'none';
    const way: Given = field.descending === wanted.descending ? 'forward' : 'reverse';
    if (given && given !== way) return 'none';
    given = way;
    at++;
  }
  return given ?? 'forward';
}

/** `$or` whose every branch has an index: the union of what they reach. */
function unionOf(collection: Collection, node: Node): Access[] | undefined {
  for (const each of conjuncts(node)) {
    if (each.kind !== 'or' || each.of.length === 0) continue;
    const branches = each.of.map((branch) => branchAccess(collection, node, branch));
    if (branches.every((branch) => branch !== undefined)) return branches;
  }
  return undefined;
}

function branchAccess(collection: Collection, node: Node, branch: Node): Access | undefined {
  const rest = conjuncts(node).filter((each) => each.kind !== 'or');
  const asked = { node: { kind: 'and', of: [branch, ...rest] } as const, ordered: [], needs: undefined };
  const { accesses } = plan(collection, asked, []);
  const access = accesses[0]!;
  // Planned without the sort, so whatever order it has is not the one asked for.
  return accesses.length === 1 && access.bounded ? { ...access, sorted: false } : undefined;
}
