import { rarity } from './postings.ts';
import { featuresOf, KINDS, SHARES } from './text-features.ts';

/** A text as numbers: its features kind by kind, the rare ones with more weight. Its length is 1. */
export interface Vector {
  features: Uint32Array;
  weights: Float32Array;
  /** Where each kind ends. */
  ends: number[];
}

/** Texts that are compared with each other by their features (TF-IDF). First all are added, then it is closed. */
export class TextSpace {
  readonly #numbers = KINDS.map(() => new Map<string, number>());
  /** In how many texts a feature stands. */
  readonly #texts: number[] = [];
  /** Where a word stands, and its weight there; not kept of stretches, which stand nearly everywhere. */
  readonly #places: { texts: number[]; weights: number[] }[] = [];
  readonly vectors: Vector[] = [];

  get features(): number {
    return this.#texts.length;
  }

  add(text: string): void {
    const vector = this.#counted(text, true);
    for (const feature of vector.features) this.#texts[feature]! += 1;
    this.vectors.push(vector);
  }

  close(): void {
    for (const [text, vector] of this.vectors.entries()) {
      this.#weigh(vector);
      for (let at = 0; at < vector.ends[0]!; at++) {
        const place = this.#places[vector.features[at]!] ?? { texts: [], weights: [] };
        this.#places[vector.features[at]!] = place;
        place.texts.push(text);
        place.weights.push(vector.weights[at]!);
      }
    }
  }

  /** All that the texts have, with the number of texts that have it. */
  *entries(): Generator<{ kind: number; feature: string; number: number; texts: number }> {
    for (const [kind, numbers] of this.#numbers.entries())
      for (const [feature, number] of numbers) yield { kind, feature, number, texts: this.#texts[number]! };
  }

  vectorOf(text: string): Vector {
    return this.#weigh(this.#counted(text, false));
  }

  /** The texts that have most of the words, as far as any has. */
  nearWords({ features, weights, ends }: Vector, most: number): number[] {
    const scores = new Map<number, number>();
    for (let at = 0; at < ends[0]!; at++) {
      const place = this.#places[features[at]!]!;
      for (const [turn, text] of place.texts.entries())
        scores.set(text, (scores.get(text) ?? 0) + weights[at]! * place.weights[turn]!);
    }
    return [...scores]
      .sort((one, other) => other[1] - one[1])
      .slice(0, most)
      .map(([text]) => text);
  }

  /** @param all false: features that stand in no text are left out */
  #counted(text: string, all: boolean): Vector {
    const counted = featuresOf(text);
    const found: [feature: number, count: number][] = [];
    const ends = KINDS.map((kind, at) => {
      for (const [feature, count] of counted[kind]) {
        const number = this.#numbers[at]!.get(feature) ?? (all ? this.#newNumber(at, feature) : undefined);
        if (number !== undefined) found.push([number, count]);
      }
      return found.length;
    });
    const features = Uint32Array.from(found, ([feature]) => feature);
    return { features, weights: Float32Array.from(found, ([, count]) => count), ends };
  }

  #newNumber(kind: number, feature: string): number {
    const number = this.#texts.push(0) - 1;
    this.#numbers[kind]!.set(feature, number);
    return number;
  }

  #weigh(vector: Vector): Vector {
    const { features, weights, ends } = vector;
    for (let at = 0; at < features.length; at++)
      weights[at] = Math.log1p(weights[at]!) * rarity(this.vectors.length, this.#texts[features[at]!]!);
    for (const [at, kind] of KINDS.entries())
      scale(weights.subarray(ends[at - 1] ?? 0, ends[at]), Math.sqrt(SHARES[kind]));
    return vector;
  }
}

function scale(weights: Float32Array, wanted: number): void {
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  for (let at = 0; at < weights.length; at++) weights[at] = length > 0 ? (wanted * weights[at]!) / length : 0;
}

/** Adds a vector to a row with a place for each feature. */
export function addTo(row: Float32Array, { features, weights }: Vector, times = 1): void {
  for (let at = 0; at < features.length; at++) row[features[at]!]! += times * weights[at]!;
}

/** How much a vector has of what is in a row. */
export function product(
  row: Float32Array,
  { features, weights }: Vector,
  from = 0,
  to = features.length,
): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += row[features[at]!]! * weights[at]!;
  return sum;
}
