import type { LinearWeights } from './types.ts';

/** Names of features that come together. Made once: what is known of a block is remembered for the block itself. */
export type Block = readonly string[];

/** Takes the features of one thing. No name comes twice, but for words. */
export interface Sink {
  /** A value for each name of the block, 1 for each where none are given. */
  block(names: Block, values?: readonly number[]): void;
  /** Stems in their order and endings; each counts once, stems alone and behind the one before. */
  words(stems: readonly string[], endings: readonly string[]): void;
}

/** Tells the features of one thing; an absent one is 0. */
export type Features = (to: Sink) => void;

export const STEM = 'w:';
export const FOLLOWS = 'b:';
/** What the first stem of a sentence stands behind. */
export const START = '^';

interface Weight {
  one: number;
  two: number;
  /** The turn in which it was last counted. */
  counted: number;
  /** Of a stem: the weights of stems behind it. */
  before?: Map<string, Weight>;
}

interface BlockWeights {
  one: Float64Array;
  two: Float64Array;
  /** When all values are 1. */
  sums: [number, number];
}

/** Weighs features by one model, or by two at once. */
export class Scales implements Sink {
  private readonly biases: [number, number];
  private readonly byName = new Map<string, Weight>();
  private readonly byStem = new Map<string, Weight>();
  private readonly blocks = new Map<Block, BlockWeights>();
  private one = 0;
  private two = 0;
  private turn = 0;

  constructor(first: LinearWeights, second: LinearWeights = { bias: 0, weights: {} }) {
    this.biases = [first.bias, second.bias];
    for (const name of Object.keys({ ...first.weights, ...second.weights }))
      this.remember(name, {
        one: first.weights[name] ?? 0,
        two: second.weights[name] ?? 0,
        counted: 0,
      });
  }

  private remember(name: string, weight: Weight): void {
    if (name.startsWith(STEM)) Object.assign(this.stem(name.slice(STEM.length)), weight);
    else if (name.startsWith(FOLLOWS)) {
      const [before, stem] = name.slice(FOLLOWS.length).split('_') as [string, string];
      this.stem(before).before!.set(stem, weight);
    } else this.byName.set(name, weight);
  }

  private stem(stem: string): Weight {
    let known = this.byStem.get(stem);
    if (!known) {
      known = { one: 0, two: 0, counted: 0, before: new Map() };
      this.byStem.set(stem, known);
    }
    return known;
  }

  /** The logits of both models. */
  weigh(features: Features): [number, number] {
    [this.one, this.two] = this.biases;
    this.turn++;
    features(this);
    return [this.one, this.two];
  }

  block(names: Block, values?: readonly number[]): void {
    const { one, two, sums } = this.blocks.get(names) ?? this.lookUp(names);
    if (!values) {
      this.one += sums[0];
      this.two += sums[1];
      return;
    }
    for (let at = 0; at < one.length; at++) {
      this.one += one[at]! * values[at]!;
      this.two += two[at]! * values[at]!;
    }
  }

  private lookUp(names: Block): BlockWeights {
    const weights = names.map((name) => this.byName.get(name));
    const one = Float64Array.from(weights, (weight) => weight?.one ?? 0);
    const two = Float64Array.from(weights, (weight) => weight?.two ?? 0);
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    const made: BlockWeights = { one, two, sums: [sum(one), sum(two)] };
    this.blocks.set(names, made);
    return made;
  }

  words(stems: readonly string[], endings: readonly string[]): void {
    let previous = this.byStem.get(START);
    for (const stem of stems) {
      this.count(previous?.before?.get(stem));
      previous = this.byStem.get(stem);
      this.count(previous);
    }
    for (const ending of endings) this.count(this.byName.get(ending));
  }

  private count(weight: Weight | undefined): void {
    if (weight === undefined || weight.counted === this.turn) return;
    weight.counted = this.turn;
    this.one += weight.one;
    this.two += weight.two;
  }
}

const scales = new WeakMap<LinearWeights, Scales>();

/** The scales of a model, or of two that always belong together; made once. */
export function scalesOf(first: LinearWeights, second?: LinearWeights): Scales {
  let made = scales.get(first);
  if (!made) {
    made = new Scales(first, second);
    scales.set(first, made);
  }
  return made;
}

/** What is made of a name once; for names of fixed lists. */
export function remembered<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let made = known.get(name);
    if (made === undefined) {
      made = make(name);
      known.set(name, made);
    }
    return made;
  };
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
