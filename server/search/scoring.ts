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
}

/** Where a term stands in one segment, by the form in which it was written there. */
export interface Lists {
  forms: string[];
  lists: Uint16Array[];
}

/** 'đất' was asked for: where 'đạt' stands little is found, where 'dat' stands it may well be meant. */
const OTHER_MARKS = 0.2;
const WITHOUT_MARKS = 0.7;

function factorOf(asked: string, form: string): number {
  if (asked === '' || asked === form) return 1;
  return form === '' ? WITHOUT_MARKS : OTHER_MARKS;
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
  /** How many of the words stand there. */
  readonly #found = new Uint8Array(SEGMENT);
  readonly #best = new Float32Array(SEGMENT);

  /** By the wording that fits best; 0 where none does. @returns undefined when nothing in the segment can */
  of(wordings: readonly Wording[], listsOf: (term: string) => Lists | undefined): Float32Array | undefined {
    this.#top.fill(0);
    let any = false;
    for (const { asked, worths, least } of wordings) {
      this.#sum.fill(0);
      this.#found.fill(0);
      const standing = asked.filter((each, at) => this.#addWord(each, worths[at]!, listsOf));
      if (standing.length < least) continue;
      any = true;
      for (let place = 0; place < SEGMENT; place++)
        if (this.#found[place]! >= least && this.#sum[place]! > this.#top[place]!)
          this.#top[place] = this.#sum[place]!;
    }
    return any ? this.#top : undefined;
  }

  #addWord({ form, terms }: Asked, worth: number, listsOf: (term: string) => Lists | undefined): boolean {
    const stands = terms.filter(({ term, factor }) => this.#note(listsOf(term), form, factor)).length > 0;
    if (stands) this.#add(worth);
    return stands;
  }

  #note(found: Lists | undefined, form: string, factor: number): boolean {
    found?.lists.forEach((list, at) => {
      const times = factor * factorOf(form, found.forms[at]!);
      for (const posting of list) {
        const place = placeIn(posting);
        const weight = times * weightIn(posting);
        if (weight > this.#best[place]!) this.#best[place] = weight;
      }
    });
    return found !== undefined;
  }

  #add(worth: number): void {
    for (let place = 0; place < SEGMENT; place++) {
      const best = this.#best[place]!;
      if (best === 0) continue;
      this.#sum[place]! += worth * best;
      this.#found[place]! += 1;
      this.#best[place] = 0;
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
  #kept: Hit[] = [];
  #floor = 0;
  total = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(hit: Hit): void {
    this.total += 1;
    if (hit.score < this.#floor) return;
    this.#kept.push(hit);
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
