import type { Block, Features, Sink } from './linear.ts';
import type { Forest } from './types.ts';

const NODE = 4;

/** A forest made ready: features are told to it by name and fall into its columns. */
class Grove implements Sink {
  private readonly columns: Map<string, number>;
  private readonly places = new Map<Block, Int32Array>();
  private readonly values: Float64Array;
  private readonly bias: number;
  private readonly trees: Float64Array[];

  constructor({ columns, bias, trees }: Forest) {
    this.columns = new Map(columns.map((name, at) => [name, at]));
    this.values = new Float64Array(columns.length);
    this.bias = bias;
    this.trees = trees.map((tree) => Float64Array.from(tree));
  }

  weigh(features: Features): number {
    this.values.fill(0);
    features(this);
    let sum = this.bias;
    for (const tree of this.trees) sum += leafOf(tree, this.values);
    return sum;
  }

  block(names: Block, values?: readonly number[]): void {
    let places = this.places.get(names);
    if (!places) {
      places = Int32Array.from(names, (name) => this.columns.get(name) ?? -1);
      this.places.set(names, places);
    }
    for (let at = 0; at < places.length; at++)
      if (places[at]! >= 0) this.values[places[at]!] = values ? values[at]! : 1;
  }

  /** Trees look at no single word. */
  words(): void {}
}

export function leafOf(tree: ArrayLike<number>, values: ArrayLike<number>): number {
  let node = 0;
  while (tree[node]! >= 0)
    node = NODE * (values[tree[node]!]! < tree[node + 1]! ? tree[node + 2]! : tree[node + 3]!);
  return tree[node + 1]!;
}

const groves = new WeakMap<Forest, Grove>();

/** The logit that a forest gives to features. */
export function weighedBy(forest: Forest, features: Features): number {
  let grove = groves.get(forest);
  if (!grove) {
    grove = new Grove(forest);
    groves.set(forest, grove);
  }
  return grove.weigh(features);
}
