import type { LinearWeights } from './types.ts';

/** Features by name; an absent one is 0. */
export type Features = Map<string, number>;

const joined = new Map<string, Map<string, string>>();

/** The name of a feature, made once: joining two texts each time would cost more than the rest. For names of fixed lists. */
export function named(prefix: string, name: string): string {
  let known = joined.get(prefix);
  if (!known) {
    known = new Map();
    joined.set(prefix, known);
  }
  let made = known.get(name);
  if (made === undefined) {
    made = prefix + name;
    known.set(name, made);
  }
  return made;
}

const tables = new WeakMap<LinearWeights, Map<string, number>>();

/** A map answers faster than an object with thousands of names. */
function tableOf(model: LinearWeights): Map<string, number> {
  let table = tables.get(model);
  if (!table) {
    table = new Map(Object.entries(model.weights));
    tables.set(model, table);
  }
  return table;
}

export function logit(model: LinearWeights, features: Features): number {
  const table = tableOf(model);
  let sum = model.bias;
  for (const [name, value] of features) {
    const weight = table.get(name);
    if (weight !== undefined) sum += weight * value;
  }
  return sum;
}

const pairTables = new WeakMap<LinearWeights, Map<string, [number, number]>>();

function pairTableOf(first: LinearWeights, second: LinearWeights): Map<string, [number, number]> {
  let table = pairTables.get(first);
  if (!table) {
    table = new Map(
      Object.keys({ ...first.weights, ...second.weights }).map((name) => [
        name,
        [first.weights[name] ?? 0, second.weights[name] ?? 0],
      ]),
    );
    pairTables.set(first, table);
  }
  return table;
}

/** Two logits in one pass; the two always belong together. */
export function logits(first: LinearWeights, second: LinearWeights, features: Features): [number, number] {
  const table = pairTableOf(first, second);
  let one = first.bias;
  let two = second.bias;
  for (const [name, value] of features) {
    const weights = table.get(name);
    if (weights === undefined) continue;
    one += weights[0] * value;
    two += weights[1] * value;
  }
  return [one, two];
}

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Shares that add up to 1, from one logit each. */
export function softmax(logits: number[]): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / sum);
}

/** Both together: what is learned on top of what stood. */
export function plus(first: LinearWeights, second: LinearWeights): LinearWeights {
  const weights = { ...first.weights };
  for (const [name, weight] of Object.entries(second.weights)) weights[name] = (weights[name] ?? 0) + weight;
  return { bias: first.bias + second.bias, weights };
}
