import { foldText } from '../../../platform/text.ts';

interface Known {
  text: string;
  whole: string;
  /** As it is looked through: in small letters, without marks. Made when it is needed first. */
  folded?: string;
  /** Its number in the lists of words, once it has been read. */
  at?: number;
}

export interface Alike {
  id: string;
  /** From 0 to 1. */
  score: number;
}

const LEAST_ALIKE = 0.3;

/**
 * Words of all questions of a session: finds a question and its likes. Kept question by question, for the browser too;
 * each word knows the questions that hold it, so that looking for likes touches no others.
 */
export class QuestionWords {
  readonly #known = new Map<string, Known>();
  readonly #unread = new Set<string>();
  /** Numbers of the questions in which a word stands. */
  readonly #holders = new Map<string, number[]>();
  /** By number: whose it is, and how many words that has. */
  readonly #ids: string[] = [];
  readonly #sizes: number[] = [];
  /** What was looked for last. */
  #find: { text: string; words: readonly string[] } = { text: '', words: [] };

  /** @param more by what else it is found: the asker, the heading */
  set(id: string, text: string, more: readonly (string | null)[] = []): void {
    const whole = [text, ...more].join('\n');
    if (this.#known.get(id)?.whole === whole) return;
    this.delete(id);
    this.#known.set(id, { text, whole });
    this.#unread.add(id);
  }

  delete(id: string): void {
    const known = this.#known.get(id);
    this.#known.delete(id);
    this.#unread.delete(id);
    if (known?.at === undefined) return;
    for (const word of new Set(featuresOf(known.text))) {
      const holders = this.#holders.get(word)!;
      holders.splice(holders.indexOf(known.at), 1);
    }
  }

  /** Reads some that have not been read: for a moment in which there is nothing else to do. @returns false: all are */
  readSome(most: number): boolean {
    for (const id of [...this.#first(most)]) {
      this.#fold(this.#known.get(id)!);
      this.#read(id);
    }
    return this.#unread.size > 0;
  }

  /** Every word that is looked for stands in it, with or without marks. */
  matches(id: string, find: string): boolean {
    const known = this.#known.get(id);
    if (!known) return false;
    if (this.#find.text !== find) this.#find = { text: find, words: foldText(find).split(/\s+/) };
    const folded = this.#fold(known);
    return this.#find.words.every((word) => folded.includes(word));
  }

  /** What says nearly the same, of those that have been read; the likest first. Rare words count for more. */
  alike(id: string, most: number): Alike[] {
    const asked = this.#known.get(id);
    if (!asked) return [];
    if (asked.at === undefined) this.#read(id);
    const weights = [...new Set(featuresOf(asked.text))].map((word) => [word, this.#weight(word)] as const);
    const own = weights.reduce((sum, [, weight]) => sum + weight, 0);
    const common = new Float64Array(this.#ids.length);
    for (const [word, weight] of weights)
      for (const at of this.#holders.get(word) ?? []) common[at] = common[at]! + weight;
    common[asked.at!] = 0;
    // Where all ask the same, thousands are alike: only the likest are kept in order.
    const found: Alike[] = [];
    for (let at = 0; at < common.length; at++) {
      if (common[at] === 0) continue;
      // A long one holds many words: its length stands for the weight of its own.
      const score = (2 * common[at]!) / (own + (own * this.#sizes[at]!) / weights.length);
      if (score < LEAST_ALIKE) continue;
      const one = { id: this.#ids[at]!, score };
      if (found.length === most && !isBefore(one, found[most - 1]!)) continue;
      if (found.length === most) found.pop();
      const place = found.findIndex((each) => isBefore(one, each));
      found.splice(place < 0 ? found.length : place, 0, one);
    }
    return found;
  }

  *#first(most: number): Generator<string> {
    for (const id of this.#unread)
      if (most-- > 0) yield id;
      else return;
  }

  #fold(known: Known): string {
    known.folded ??= foldText(known.whole);
    return known.folded;
  }

  #read(id: string): void {
    this.#unread.delete(id);
    const known = this.#known.get(id)!;
    const words = new Set(featuresOf(known.text));
    known.at = this.#ids.length;
    this.#ids.push(id);
    this.#sizes.push(words.size);
    for (const word of words) {
      const holders = this.#holders.get(word);
      if (holders) holders.push(known.at);
      else this.#holders.set(word, [known.at]);
    }
  }

  #weight(word: string): number {
    return Math.log(1 + (this.#known.size + 1) / (this.#holders.get(word)?.length || 1));
  }
}

const isBefore = (a: Alike, b: Alike): boolean => a.score > b.score || (a.score === b.score && a.id < b.id);

/** Words as written, and pairs of them: most Vietnamese words have two syllables. Common ones weigh next to nothing. */
function featuresOf(text: string): string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
}
