import { foldText } from '../../../platform/text.ts';
import { wordsOf } from '../../../search/words.ts';

interface Known {
  text: string;
  /** As it is looked through: in small letters, without marks. */
  folded: string;
  words: ReadonlySet<string>;
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
    if (this.#known.get(id)?.text === whole) return;
    this.delete(id);
    const words = new Set(featuresOf(text));
    this.#known.set(id, { text: whole, folded: foldText(whole), words });
    for (const word of words) this.#spread.set(word, (this.#spread.get(word) ?? 0) + 1);
  }

  delete(id: string): void {
    for (const word of this.#known.get(id)?.words ?? []) this.#spread.set(word, this.#spread.get(word)! - 1);
    this.#known.delete(id);
  }

  /** Every word that is looked for stands in it, with or without marks. */
  matches(id: string, find: string): boolean {
    const folded = this.#known.get(id)?.folded ?? '';
    return foldText(find)
      .split(/\s+/)
      .every((word) => folded.includes(word));
  }

  /** What says nearly the same, the likest first. Rare words count for more. */
  alike(id: string, most: number): Alike[] {
    const wanted = this.#known.get(id)?.words;
    if (!wanted) return [];
    const weights = new Map([...wanted].map((word) => [word, this.#weight(word)]));
    const own = sum(weights.values());
    const found: Alike[] = [];
    for (const [other, { words }] of this.#known) {
      if (other === id) continue;
      let common = 0;
      for (const [word, weight] of weights) if (words.has(word)) common += weight;
      // Most questions share little: the whole weight is counted for few.
      if (common < LEAST_ALIKE * own * 0.5) continue;
      const whole = sum([...words].map((word) => this.#weight(word)));
      const score = common / Math.sqrt(own * whole);
      if (score >= LEAST_ALIKE) found.push({ id: other, score });
    }
    return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, most);
  }

  #weight(word: string): number {
    return Math.log(1 + (this.#known.size + 1) / (this.#spread.get(word) ?? 1));
  }
}

/** Words, and pairs of them: most Vietnamese words have two syllables. */
function featuresOf(text: string): string[] {
  const words = wordsOf(text).map(({ term, form }) => form || term);
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, each) => all + each, 0);
