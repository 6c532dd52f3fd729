import { placeIn, rarity, SEGMENT, weightIn } from './postings.ts';

/** Something looked for: one word, under every term by which it may be found. */
export interface Asked {
  /** As typed, with its marks; '': any. */
  form: string;
  /** How much the word counts. */
  boost: number;
  terms: { term: string; factor: number }[];
}

/** What is looked for, in one wording. */
export interface Wording {
  asked: Asked[];
  /** How much each of its words says. */
  worths: number[];
  /** So many of the words have to be there. */
  least: number;
  /** Words count that differ from those asked for by their marks alone. */
  anyMarks?: boolean;
}

/** Where a term stands in one segment, by the form in which it was written there. */
export interface Lists {
  forms: string[];
  lists: Uint16Array[];
}

/** 'đất' was asked for: where 'dat' stands it may well be meant, where 'đạt' stands only when nothing else is found. */
const OTHER_MARKS = 0.2;
const WITHOUT_MARKS = 0.7;

function factorOf(asked: string, form: string, anyMarks: boolean): number {
  if (asked === '' || asked === form) return 1;
  if (form === '') return WITHOUT_MARKS;
  return anyMarks ? OTHER_MARKS : 0;
}

/** How much each of the words says, by how many of all documents have it. */
export function rarities(
  asked: readonly Asked[],
  countOf: (term: string, form: string) => number,
  documents: number,
) {
  return asked.map(({ form, boost, terms }) => {
    const count = terms.reduce((sum, { term }) => sum + countOf(term, form), 0);
    return boost * rarity(documents, count);
  });
}

/** Scores of the documents of one segment; made once and used again. */
export class Scores {
  readonly #top = new Float32Array(SEGMENT);
  readonly #sum = new Float32Array(SEGMENT);
  /** How many of the words stand there, which was the last of them, and its weight. */
  readonly #found = new Uint8Array(SEGMENT);
  readonly #last = new Uint8Array(SEGMENT);
  readonly #weight = new Float32Array(SEGMENT);

  /** By the wording that fits best; 0 where none does. @returns undefined when nothing in the segment can */
  of(wordings: readonly Wording[], listsOf: (term: string) => Lists | undefined): Float32Array | undefined {
    let any = false;
    for (const wording of wordings) {
      const { asked, least } = wording;
      const lists = asked.map(({ terms }) => terms.map(({ term }) => listsOf(term)));
      if (lists.filter((ofWord) => ofWord.some(Boolean)).length < least) continue;
      this.#clear(any);
      any = true;
      for (const at of asked.keys()) this.#addWord(wording, at, lists[at]!);
      for (let place = 0; place < SEGMENT; place++)
        if (this.#found[place]! >= least && this.#sum[place]! > this.#top[place]!)
          this.#top[place] = this.#sum[place]!;
    }
    return any ? this.#top : undefined;
  }

  #clear(topStays: boolean): void {
    for (const row of [this.#sum, this.#found, this.#last]) row.fill(0);
    if (!topStays) this.#top.fill(0);
  }

  #addWord(
    { asked, worths, least, anyMarks = false }: Wording,
    at: number,
    lists: readonly (Lists | undefined)[],
  ): void {
    const { form, terms } = asked[at]!;
    // What lacks too many of the words before can no longer be found.
    const needed = least - (asked.length - at);
    for (const [turn, found] of lists.entries())
      for (const [place, list] of found?.lists.entries() ?? []) {
        const times = worths[at]! * terms[turn]!.factor * factorOf(form, found!.forms[place]!, anyMarks);
        if (times > 0) this.#note(list, { word: at + 1, needed, times });
      }
  }

  /** A word counts once in a document, where it weighs most. */
  #note(list: Uint16Array, { word, needed, times }: { word: number; needed: number; times: number }): void {
    for (let at = 0; at < list.length; at++) {
      const place = placeIn(list[at]!);
      const weight = times * weightIn(list[at]!);
      if (this.#last[place] === word) {
        if (weight <= this.#weight[place]!) continue;
        this.#sum[place]! += weight - this.#weight[place]!;
      } else {
        if (this.#found[place]! < needed) continue;
        this.#last[place] = word;
        this.#found[place]! += 1;
        this.#sum[place]! += weight;
      }
      this.#weight[place] = weight;
    }
  }
}

export interface Hit {
  doc: number;
  score: number;
  /** When it was handed in: of equals the newest goes first. */
  at: number;
}

const better = (one: Hit, other: Hit) => other.score - one.score || other.at - one.at || other.doc - one.doc;

/** Keeps the best of many hits without keeping all. */
export class Best {
  readonly #most: number;
  readonly #among: ReadonlySet<number> | undefined;
  #kept: Hit[] = [];
  #floor = 0;
  total = 0;

  /** @param among only these are kept */
  constructor(most: number, among?: ReadonlySet<number>) {
    this.#most = most;
    this.#among = among;
  }

  add(doc: number, score: number, at: number): void {
    this.total += 1;
    if (score < this.#floor || this.#among?.has(doc) === false) return;
    this.#kept.push({ doc, score, at });
    if (this.#kept.length >= 4 * this.#most) this.#cut();
  }

  #cut(): void {
    this.#kept = this.#kept.sort(better).slice(0, this.#most);
    if (this.#kept.length === this.#most) this.#floor = this.#kept.at(-1)!.score;
  }

  inOrder(): Hit[] {
    this.#cut();
    return this.#kept;
  }
}
