import { foldText } from '../../../platform/text.ts';

interface Known {
  text: string;
  whole: string;
  /** As it is looked through: in small letters, without marks. Made when it is needed first. */
  folded?: string;
  words?: ReadonlySet<string>;
}

export interface Alike {
  id: string;
  /** From 0 to 1. */
  score: number;
}

const LEAST_ALIKE = 0.3;

/** Words of all questions of a session: finds a question and its likes. Kept question by question, for the browser too. */
export class QuestionWords {
  readonly #known = new Map<string, Known>();
  /** In how many questions a word stands. */
  readonly #spread = new Map<string, number>();

  /** @param more by what else it is found: the asker, the heading */
  set(id: string, text: string, more: readonly (string | null)[] = []): void {
    const whole = [text, ...more].join('\n');
    if (this.#known.get(id)?.whole === whole) return;
    this.delete(id);
    this.#known.set(id, { text, whole });
  }

  delete(id: string): void {
    for (const word of this.#known.get(id)?.words ?? []) this.#spread.set(word, this.#spread.get(word)! - 1);
    this.#known.delete(id);
  }

  /** Every word that is looked for stands in it, with or without marks. */
  matches(id: string, find: string): boolean {
    const known = this.#known.get(id);
    if (!known) return false;
    known.folded ??= foldText(known.whole);
    const { folded } = known;
    return foldText(find)
      .split(/\s+/)
      .every((word) => folded.includes(word));
  }

  /** What says nearly the same, the likest first. Rare words count for more. */
  alike(id: string, most: number): Alike[] {
    const asked = this.#known.get(id);
    if (!asked) return [];
    for (const known of this.#known.values()) this.#read(known);
    const weights = [...asked.words!].map((word) => [word, this.#weight(word)] as const);
    const own = weights.reduce((sum, [, weight]) => sum + weight, 0);
    const found: Alike[] = [];
    for (const [other, { words }] of this.#known) {
      if (other === id) continue;
      let common = 0;
      for (const [word, weight] of weights) if (words!.has(word)) common += weight;
      // A long one holds many words: its length stands for the weight of its own.
      const score = (2 * common) / (own + (own * words!.size) / weights.length);
      if (score >= LEAST_ALIKE) found.push({ id: other, score });
    }
    return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, most);
  }

  #read(known: Known): void {
    if (known.words) return;
    const words = new Set(featuresOf(known.text));
    known.words = words;
    for (const word of words) this.#spread.set(word, (this.#spread.get(word) ?? 0) + 1);
  }

  #weight(word: string): number {
    return Math.log(1 + (this.#known.size + 1) / (this.#spread.get(word) ?? 1));
  }
}

/** Words as written, and pairs of them: most Vietnamese words have two syllables. Common ones weigh next to nothing. */
function featuresOf(text: string): string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
}
