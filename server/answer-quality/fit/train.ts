import type { Features } from '../rules/linear.ts';
import { softmax } from '../rules/linear.ts';
import type { LinearWeights } from '../rules/types.ts';

export interface Example {
  features: Features;
  /** Index of the class. */
  label: number;
  weight: number;
  /** Examples of one group are never on both sides of a fold. */
  group: string;
}

export interface Way {
  classes: number;
  rounds: number;
  rate: number;
  /** Pull towards 0 per round. */
  decay: number;
  /** A feature seen in fewer groups is left out. */
  groupsNeeded: number;
}

/** The same order on every machine (mulberry32). */
function* order(count: number, seed: number): Generator<number> {
  const places = Array.from({ length: count }, (_, at) => at);
  let state = seed * 7919;
  for (let at = count - 1; at >= 0; at--) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const other = ((mixed ^ (mixed >>> 14)) >>> 0) % (at + 1);
    [places[at], places[other]] = [places[other]!, places[at]!];
    yield places[at]!;
  }
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

/** Multinomial logistic regression by AdaGrad; the last class is the reference of what is shipped. */
export function train(examples: Example[], way: Way): LinearWeights[] {
  const names = featureNames(examples, way.groupsNeeded);
  const size = names.size + 1;
  const rows = examples.map(({ features }) => {
    const row: [number, number][] = [[names.size, 1]];
    for (const [name, value] of features) {
      const at = names.get(name);
      if (at !== undefined) row.push([at, value]);
    }
    return row;
  });
  const sums = Array.from({ length: way.classes }, () => new Float64Array(size));
  for (let bag = 0; bag < BAGS; bag++) {
    const weights = trainOnce({ rows, examples, size, bag }, way);
    for (const [label, own] of weights.entries())
      for (let at = 0; at < size; at++) sums[label]![at]! += own[at]! / BAGS;
  }
  return sums.map((own) => shipped(own, names));
}

/** Each run leaves out a part of the groups; their mean depends less on any one of them, and stays linear. */
const BAGS = 5;

type Run = { rows: [number, number][][]; examples: Example[]; size: number; bag: number };

function trainOnce({ rows, examples, size, bag }: Run, way: Way): Float64Array[] {
  const weights = Array.from({ length: way.classes }, () => new Float64Array(size));
  // AdaGrad: each weight keeps the sum of its squared slopes.
  const squares = Array.from({ length: way.classes }, () => new Float64Array(size).fill(START));
  for (let round = 0; round < way.rounds; round++) {
    for (const at of order(rows.length, bag * 1000 + round + 1)) {
      const example = examples[at]!;
      if (foldOf(`${example.group}!`, BAGS) !== bag) step({ weights, squares, row: rows[at]!, example }, way);
    }
  }
  return weights;
}

const START = 1e-6;

type Step = { weights: Float64Array[]; squares: Float64Array[]; row: [number, number][]; example: Example };

function step({ weights, squares, row, example }: Step, way: Way): void {
  const shares = softmax(weights.map((own) => row.reduce((sum, [at, value]) => sum + own[at]! * value, 0)));
  for (let label = 0; label < weights.length; label++) {
    const error = (shares[label]! - (label === example.label ? 1 : 0)) * example.weight;
    const own = weights[label]!;
    const square = squares[label]!;
    for (const [at, value] of row) {
      const slope = error * value + way.decay * own[at]!;
      square[at]! += slope * slope;
      own[at]! -= (way.rate * slope) / Math.sqrt(square[at]!);
    }
  }
}

function shipped(own: Float64Array, names: Map<string, number>): LinearWeights {
  const weights: Record<string, number> = {};
  for (const [name, at] of names) {
    const value = Math.round(own[at]! * 1000) / 1000;
    if (Math.abs(value) >= 0.01) weights[name] = value;
  }
  return { bias: Math.round(own[names.size]! * 1000) / 1000, weights };
}

/** The class weights relative to the last class. */
export function relative(models: LinearWeights[]): LinearWeights[] {
  const last = models.at(-1)!;
  return models.slice(0, -1).map((model) => {
    const names = new Set([...Object.keys(model.weights), ...Object.keys(last.weights)]);
    const weights: Record<string, number> = {};
    for (const name of names) {
      const value = (model.weights[name] ?? 0) - (last.weights[name] ?? 0);
      if (Math.abs(value) >= 0.02) weights[name] = Math.round(value * 1000) / 1000;
    }
    return { bias: Math.round((model.bias - last.bias) * 1000) / 1000, weights };
  });
}

/** Which of `count` folds a group belongs to: by its name, so the same each time. */
export function foldOf(group: string, count: number): number {
  let sum = 7;
  for (const char of group) sum = (sum * 31 + char.codePointAt(0)!) % 1_000_003;
  return sum % count;
}
