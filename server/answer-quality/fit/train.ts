import type { LinearWeights } from '../rules/types.ts';
import type { FeatureValues } from './by-name.ts';
import { minimum } from './minimum.ts';

export interface Example {
  features: FeatureValues;
  /** Index of the class. */
  label: number;
  weight: number;
  /** Examples of one group are never on both sides of a fold. */
  group: string;
  /** Logits that stand before anything is learned, by class: the weights found come on top of them. */
  leaning?: readonly number[];
}

export interface Way {
  classes: number;
  /** How far weights may go: the larger, the closer to the examples. */
  reach: number;
  /** A feature seen in fewer groups is left out. */
  groupsNeeded: number;
  /** Bring all features to one scale first: for few features of many sizes. */
  scaled?: boolean;
  /** How far intercepts may go; absent: as far as they like. */
  interceptReach?: number;
  /** Weights smaller than this change nothing and are left out; absent: LEAST. */
  least?: number;
}

function featureNames(examples: Example[], groupsNeeded: number): Map<string, number> {
  const groups = new Map<string, Set<string>>();
  for (const { features, group } of examples) {
    for (const name of features.keys()) {
      const known = groups.get(name);
      if (known) known.add(group);
      else groups.set(name, new Set([group]));
    }
  }
  const names = [...groups]
    .filter(([, seen]) => seen.size >= groupsNeeded)
    .map(([name]) => name)
    .sort();
  return new Map(names.map((name, at) => [name, at]));
}

/** Rows of features side by side: those of example e stand from `from[e]` to `from[e + 1]`. */
interface Table {
  names: Map<string, number>;
  from: Int32Array;
  column: Int32Array;
  value: Float64Array;
  /** What each column was divided by. */
  scale: Float64Array;
}

function tableOf(examples: Example[], { groupsNeeded, scaled }: Way): Table {
  const names = featureNames(examples, groupsNeeded);
  const from = new Int32Array(examples.length + 1);
  const column: number[] = [];
  const value: number[] = [];
  for (const [at, { features }] of examples.entries()) {
    for (const [name, size] of features) {
      const known = names.get(name);
      if (known === undefined) continue;
      column.push(known);
      value.push(size);
    }
    from[at + 1] = column.length;
  }
  const scale = scaled
    ? spreads({ column, value }, names.size, examples.length)
    : new Float64Array(names.size).fill(1);
  return {
    names,
    from,
    column: Int32Array.from(column),
    value: Float64Array.from(value, (size, at) => size / scale[column[at]!]!),
    scale,
  };
}

/** Standard deviation of each column; an absent feature is 0. */
function spreads(
  { column, value }: { column: number[]; value: number[] },
  size: number,
  rows: number,
): Float64Array {
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (const [at, name] of column.entries()) {
    sums[name]! += value[at]!;
    squares[name]! += value[at]! ** 2;
  }
  return sums.map((sum, at) => Math.sqrt(Math.max(1e-6, squares[at]! / rows - (sum / rows) ** 2)));
}

/**
 * Multinomial logistic regression: the sum of weighted log losses plus half the squares of the weights over `reach`; the
 * intercepts are free. Each class gets its weights against the last, which is the reference.
 */
export function train(examples: Example[], way: Way): LinearWeights[] {
  const table = tableOf(examples, way);
  const width = table.names.size + 1;
  const loss = (at: Float64Array, slope: Float64Array) => lossAt({ at, slope, table, examples, width }, way);
  const found = minimum(loss, new Float64Array(way.classes * width));
  const classes = Array.from({ length: way.classes }, (_, label) =>
    found.subarray(label * width, (label + 1) * width),
  );
  const last = classes.at(-1)!;
  return classes.slice(0, -1).map((own) => shipped({ own, last }, table, way.least));
}

interface Place {
  at: Float64Array;
  slope: Float64Array;
  table: Table;
  examples: Example[];
  width: number;
}

/** The loss, and its slope in every direction. The last column of a class is its intercept. */
function lossAt({ at, slope, table, examples, width }: Place, way: Way): number {
  const { classes, reach, interceptReach = Infinity } = way;
  const { from, column, value } = table;
  let loss = 0;
  for (let place = 0; place < at.length; place++) {
    const pull = at[place]! / (place % width === width - 1 ? interceptReach : reach);
    loss += (at[place]! * pull) / 2;
    slope[place] = pull;
  }
  const logits = new Float64Array(classes);
  for (const [row, { label, weight, leaning }] of examples.entries()) {
    let top = -Infinity;
    for (let each = 0; each < classes; each++) {
      const start = each * width;
      let sum = at[start + width - 1]! + (leaning?.[each] ?? 0);
      for (let place = from[row]!; place < from[row + 1]!; place++)
        sum += at[start + column[place]!]! * value[place]!;
      logits[each] = sum;
      top = Math.max(top, sum);
    }
    let all = 0;
    for (let each = 0; each < classes; each++) all += Math.exp(logits[each]! - top);
    loss += weight * (top + Math.log(all) - logits[label]!);
    for (let each = 0; each < classes; each++) {
      const start = each * width;
      const error = weight * (Math.exp(logits[each]! - top) / all - (each === label ? 1 : 0));
      slope[start + width - 1]! += error;
      for (let place = from[row]!; place < from[row + 1]!; place++)
        slope[start + column[place]!]! += error * value[place]!;
    }
  }
  return loss;
}

/** Weights this small change nothing. */
const LEAST = 0.04;

type Against = { own: Float64Array; last: Float64Array };

function shipped({ own, last }: Against, { names, scale }: Table, least = LEAST): LinearWeights {
  const weights: Record<string, number> = {};
  // Two digits, more for small ones: of a scaled feature the weight itself may be tiny.
  const rounded = (value: number) => Number(value.toPrecision(3));
  for (const [name, at] of names) {
    const value = (own[at]! - last[at]!) / scale[at]!;
    if (Math.abs(own[at]! - last[at]!) >= least) weights[name] = rounded(value);
  }
  return { bias: rounded(own[names.size]! - last[names.size]!), weights };
}

/** A number that belongs to a name, the same each time. */
export function hashOf(name: string): number {
  let sum = 7;
  for (const char of name) sum = (sum * 31 + char.codePointAt(0)!) % 1_000_003;
  return sum;
}

/** Which of `count` folds a group belongs to: by its name, so the same each time. */
export function foldOf(group: string, count: number): number {
  return hashOf(group) % count;
}
