import { type KeptFeature, type KeptUnits, ranked, type SuggestedUnit, shares } from './kept-unit-model.ts';
import { rarity } from './postings.ts';
import { KINDS, SHARES } from './text-features.ts';
import { addTo, product, TextSpace, type Vector } from './text-space.ts';

/** What all units have in common tells none from the other: so much of it is taken from each. */
const IN_COMMON = 0.5;
/** The nearest texts have a small say beside what a unit's texts are like on the whole. */
const NEAREST = 15;
const OF_NEAREST = 0.1;
const CANDIDATES = 200;

/** Which unit a text belongs to, learned from texts that units had. First all are added, then it is closed. */
export class UnitModel {
  readonly #space = new TextSpace();
  readonly #units: string[] = [];
  readonly #ofText: number[] = [];
  readonly #numbers = new Map<string, number>();
  /** What the texts of a unit are like, by number of the unit. */
  #like: Float32Array[] = [];
  #row = new Float32Array();

  add(text: string, unit: string): void {
    const number = this.#numbers.get(unit) ?? this.#units.push(unit) - 1;
    this.#numbers.set(unit, number);
    this.#ofText.push(number);
    this.#space.add(text);
  }

  close(): void {
    this.#space.close();
    const size = this.#space.features;
    this.#row = new Float32Array(size);
    this.#like = this.#units.map(() => new Float32Array(size));
    const all = new Float32Array(size);
    for (const [text, vector] of this.#space.vectors.entries()) {
      addTo(this.#like[this.#ofText[text]!]!, vector);
      addTo(all, vector);
    }
    const counts = this.#units.map((_, unit) => this.#ofText.filter((each) => each === unit).length);
    const kinds = this.#kinds(size);
    for (const [unit, row] of this.#like.entries())
      ownOf(row, all, (IN_COMMON * counts[unit]!) / this.#ofText.length, kinds);
  }

  /** Of each feature, by number. */
  #kinds(size: number): Uint8Array {
    const kinds = new Uint8Array(size);
    for (const { features, ends } of this.#space.vectors)
      for (const [kind, end] of ends.entries())
        for (const feature of features.subarray(ends[kind - 1] ?? 0, end)) kinds[feature] = kind;
    return kinds;
  }

  /** The best first. */
  suggest(text: string, most: number): SuggestedUnit[] {
    const vector = this.#space.vectorOf(text);
    const scores = this.#units.map(() => 0);
    const count = (votes: number[], share: number) => {
      for (const [unit, vote] of shares(votes).entries()) scores[unit]! += share * vote;
    };
    for (const [at, kind] of KINDS.entries()) {
      const [from, to] = [vector.ends[at - 1] ?? 0, vector.ends[at]!];
      count(
        this.#like.map((row) => product(row, vector, from, to)),
        SHARES[kind],
      );
    }
    count(this.#byNearest(vector), OF_NEAREST);
    return ranked(this.#units, scores, most);
  }

  /** What tells most of each unit, small enough to be kept: of it a text is judged nearly as by the whole. */
  kept({ most, fewestTexts }: { most: number; fewestTexts: number }): KeptUnits {
    const texts = this.#ofText.length;
    const told = [...this.#space.entries()].filter((each) => each.texts >= fewestTexts);
    const features = new Map<number, KeptFeature>();
    for (const kind of KINDS.keys()) {
      const ofKind = told.filter((each) => each.kind === kind);
      for (const [unit, row] of this.#like.entries()) {
        const telling = ofKind
          .filter(({ number }) => row[number]! > 0)
          .sort((one, other) => row[other.number]! - row[one.number]!)
          .slice(0, most);
        for (const { number, feature, texts: having } of telling) {
          const kept = features.get(number) ?? { kind, feature, rarity: rarity(texts, having), weights: [] };
          features.set(number, kept);
          kept.weights.push([unit, Math.round(row[number]! * 10_000) / 10_000]);
        }
      }
    }
    return { texts, units: [...this.#units], features: [...features.values()] };
  }

  #byNearest(vector: Vector): number[] {
    this.#row.fill(0);
    addTo(this.#row, vector);
    const votes = this.#units.map(() => 0);
    const nearest = this.#space
      .nearWords(vector, CANDIDATES)
      .map((text) => ({ text, score: product(this.#row, this.#space.vectors[text]!) }))
      .sort((one, other) => other.score - one.score)
      .slice(0, NEAREST);
    for (const { text, score } of nearest) votes[this.#ofText[text]!]! += score ** 2;
    return votes;
  }
}

/** Takes from a row what all have in common, and brings what is left of each kind to one length. */
function ownOf(row: Float32Array, all: Float32Array, share: number, kinds: Uint8Array): void {
  const lengths = KINDS.map(() => 0);
  for (let feature = 0; feature < row.length; feature++) {
    row[feature] = Math.max(0, row[feature]! - share * all[feature]!);
    lengths[kinds[feature]!]! += row[feature]! ** 2;
  }
  for (let feature = 0; feature < row.length; feature++)
    row[feature]! /= Math.sqrt(lengths[kinds[feature]!]!) || 1;
}
