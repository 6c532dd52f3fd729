import { addTo, product, TextSpace } from './text-space.ts';

export interface Like {
  id: unknown;
  /** From 0 to 1. */
  score: number;
}

/** So many that share words are looked at more closely. */
const CANDIDATES = 300;
/** What the nearest ones say too is looked for with them: people say the same thing in different words. */
const NEAREST = 8;
const OF_NEAREST = 0.8;
const LEAST = 0.001;

/** Finds texts that say the same. First all are added, then it is closed. */
export class LikeTexts {
  readonly #space = new TextSpace();
  readonly #ids: unknown[] = [];
  #row = new Float32Array();

  add(id: unknown, text: string): void {
    this.#ids.push(id);
    this.#space.add(text);
  }

  close(): void {
    this.#space.close();
    this.#row = new Float32Array(this.#space.features);
  }

  /** The likest first, but for the text itself. */
  like(id: unknown, text: string, most: number): Like[] {
    const wanted = this.#space.vectorOf(text);
    const near = this.#space.nearWords(wanted, CANDIDATES);
    const others = near.filter((number) => id === undefined || this.#ids[number] !== id);
    const vectors = others.map((number) => this.#space.vectors[number]!);
    this.#row.fill(0);
    addTo(this.#row, wanted);
    const scores = vectors.map((vector) => product(this.#row, vector));
    const nearest = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, NEAREST);
    const sum = nearest.reduce((all, at) => all + scores[at]! ** 2, 0);
    this.#row.fill(0);
    const shares = new Map(nearest.map((at) => [at, (OF_NEAREST * scores[at]! ** 2) / sum]));
    for (const [at, share] of shares) addTo(this.#row, vectors[at]!, share);
    return vectors
      .map((vector, at) => {
        // Nobody speaks for themselves.
        const said = product(this.#row, vector) - (shares.get(at) ?? 0);
        return { id: this.#ids[others[at]!], score: rounded((scores[at]! + said) / (1 + OF_NEAREST)) };
      })
      .filter(({ score }) => score >= LEAST)
      .sort((one, other) => other.score - one.score)
      .slice(0, most);
  }
}

const rounded = (score: number) => Math.round(10_000 * Math.min(1, score)) / 10_000;
