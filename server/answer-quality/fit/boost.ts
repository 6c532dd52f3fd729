import { leafOf } from '../rules/trees.ts';
import type { Forest } from '../rules/types.ts';

export interface Growth {
  rounds: number;
  depth: number;
  rate: number;
  /** Least weight of curvature on either side of a split. */
  leastChild: number;
  /** Pulls leaves to zero. */
  pull: number;
  /** Share of columns and of rows that each tree may look at. */
  columns: number;
  rows: number;
  /** Whole forests that are averaged, each from another seed. */
  forests: number;
}

export interface Grown {
  /** One row of values for each example, in the order of the columns. */
  rows: readonly Float64Array[];
  /** 1 or 0. */
  labels: readonly number[];
  weights: readonly number[];
}

const MOST_BOUNDS = 24;
const FIRST_SEED = 7;

/** The same numbers each time. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Each column cut at bounds that leave about as many rows between them. */
interface Cut {
  bounds: Float64Array[];
  /** Between which bounds the value of each row lies, by column. */
  places: Uint8Array[];
}

function cutOf(rows: readonly Float64Array[], width: number): Cut {
  const cut: Cut = { bounds: [], places: [] };
  for (let column = 0; column < width; column++) {
    const values = Float64Array.from(rows, (row) => row[column]!).sort();
    const bounds: number[] = [];
    for (let step = 1; step < MOST_BOUNDS; step++) {
      const value = values[Math.floor((step * values.length) / MOST_BOUNDS)]!;
      if (value > (bounds.at(-1) ?? values[0]!)) bounds.push(value);
    }
    cut.bounds.push(Float64Array.from(bounds));
    cut.places.push(Uint8Array.from(rows, (row) => bounds.filter((bound) => row[column]! >= bound).length));
  }
  return cut;
}

interface Slopes {
  first: Float64Array;
  second: Float64Array;
}

interface Soil extends Slopes {
  cut: Cut;
  columns: number[];
  growth: Growth;
}

/** Gradient boosting of the log loss; several forests are averaged into one. */
export function boosted(names: string[], grown: Grown, growth: Growth): Forest {
  const cut = cutOf(grown.rows, names.length);
  const weight = grown.weights.reduce((a, b) => a + b, 0);
  const share = grown.labels.reduce((sum, label, at) => sum + label * grown.weights[at]!, 0) / weight;
  const bias = Math.log(share / (1 - share));
  const trees: number[][] = [];
  for (let forest = 0; forest < growth.forests; forest++)
    trees.push(...grow(grown, { cut, growth, bias, seed: FIRST_SEED + forest }));
  return compact(names, { bias: rounded(bias), trees });
}

interface Sown {
  cut: Cut;
  growth: Growth;
  bias: number;
  seed: number;
}

function grow({ rows, labels, weights }: Grown, { cut, growth, bias, seed }: Sown): number[][] {
  const random = numbersFrom(seed);
  const logits = new Float64Array(rows.length).fill(bias);
  const slopes: Slopes = { first: new Float64Array(rows.length), second: new Float64Array(rows.length) };
  const trees: number[][] = [];
  for (let round = 0; round < growth.rounds; round++) {
    for (let row = 0; row < rows.length; row++) {
      const share = 1 / (1 + Math.exp(-logits[row]!));
      slopes.first[row] = weights[row]! * (labels[row]! - share);
      slopes.second[row] = weights[row]! * share * (1 - share);
    }
    const columns = cut.bounds.flatMap((bounds, at) =>
      bounds.length > 0 && random() < growth.columns ? [at] : [],
    );
    const seen = rows.flatMap((_, row) => (random() < growth.rows ? [row] : []));
    const tree = planted(seen, { ...slopes, cut, columns, growth });
    for (let row = 0; row < rows.length; row++) logits[row]! += leafOf(tree, rows[row]!);
    trees.push(scaled(tree, 1 / growth.forests));
  }
  return trees;
}

function planted(rows: number[], soil: Soil): number[] {
  const nodes: number[] = [];
  branch(nodes, rows, { depth: soil.growth.depth, soil });
  return nodes;
}

/** Adds the node for these rows, and returns its place. */
function branch(nodes: number[], rows: number[], { depth, soil }: { depth: number; soil: Soil }): number {
  const place = nodes.length;
  const { pull, rate } = soil.growth;
  let [first, second] = [0, 0];
  for (const row of rows) {
    first += soil.first[row]!;
    second += soil.second[row]!;
  }
  nodes.push(-1, rate * (first / (second + pull)), 0, 0);
  const split = depth > 0 ? bestSplit(rows, { first, second, soil }) : undefined;
  if (!split) return place;
  const { column, at } = split;
  const places = soil.cut.places[column]!;
  const below = rows.filter((row) => places[row]! <= at);
  const above = rows.filter((row) => places[row]! > at);
  nodes[place] = column;
  nodes[place + 1] = soil.cut.bounds[column]![at]!;
  nodes[place + 2] = branch(nodes, below, { depth: depth - 1, soil }) / 4;
  nodes[place + 3] = branch(nodes, above, { depth: depth - 1, soil }) / 4;
  return place;
}

interface Sums {
  first: number;
  second: number;
  soil: Soil;
}

function bestSplit(
  rows: number[],
  { first, second, soil }: Sums,
): { column: number; at: number } | undefined {
  const { pull, leastChild } = soil.growth;
  let most = (first * first) / (second + pull) + 1e-6;
  let best: { column: number; at: number } | undefined;
  for (const column of soil.columns) {
    const size = soil.cut.bounds[column]!.length + 1;
    const places = soil.cut.places[column]!;
    const firsts = new Float64Array(size);
    const seconds = new Float64Array(size);
    for (const row of rows) {
      firsts[places[row]!]! += soil.first[row]!;
      seconds[places[row]!]! += soil.second[row]!;
    }
    let [left, weight] = [0, 0];
    for (let at = 0; at < size - 1; at++) {
      left += firsts[at]!;
      weight += seconds[at]!;
      if (weight < leastChild || second - weight < leastChild) continue;
      const gain = (left * left) / (weight + pull) + (first - left) ** 2 / (second - weight + pull);
      if (gain > most) {
        most = gain;
        best = { column, at };
      }
    }
  }
  return best;
}

function scaled(tree: number[], by: number): number[] {
  return tree.map((value, at) => (at % 4 === 1 && tree[at - 1] === -1 ? value * by : value));
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** Only the columns that some tree looks at, few digits, and places of nodes ready to be jumped to. */
function compact(names: string[], { bias, trees }: Omit<Forest, 'columns'>): Forest {
  const used = [
    ...new Set(trees.flatMap((tree) => tree.filter((value, at) => at % 4 === 0 && value >= 0))),
  ].sort((a, b) => a - b);
  const places = new Map(used.map((column, at) => [column, at]));
  const renamed = (tree: number[]) =>
    tree.map((value, at) =>
      at % 4 === 0 ? (places.get(value) ?? -1) : at % 4 === 1 ? rounded(value) : value,
    );
  return { columns: used.map((column) => names[column]!), bias, trees: trees.map(renamed) };
}
