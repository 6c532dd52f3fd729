import type { Columns } from './columns.ts';
import { KeptPostings, type Rows } from './kept-postings.ts';
import type { PostingRows } from './posting-rows.ts';
import { SEGMENT, weightOf } from './postings.ts';
import { type Wanted, wantedWords } from './query.ts';
import { type Asked, Best, rarities, Scores, type Wording } from './scoring.ts';
import { type Counted, timesOf, type Word, wordsOf } from './words.ts';

/** One question has at most so many words in all its wordings. */
const MOST_TERMS = 40;
const MOST_EXPANDED = 16;
const EXPANDED = 0.5;
const FEWEST_TO_EXPAND = 3;
/** Of a text that is compared: so many of its words say enough, and so many documents that have them. */
const MOST_TELLING = 16;
const MOST_COMPARED = 200_000;
const FEWEST_TELLING = 3;

export interface Question {
  /** The same said in several ways; the first is the person's own. */
  wordings: readonly string[];
  facets?: Record<string, readonly string[]>;
  /** So many of the best. */
  most: number;
  /** Hits among these ids alone; all are counted. */
  among?: readonly string[] | undefined;
}

export interface Found {
  hits: { id: string; score: number }[];
  /** All that there are. */
  total: number;
}

interface Wishes extends Pick<Question, 'facets' | 'most'> {
  /** By their numbers. */
  among?: ReadonlySet<number> | undefined;
}

type Sought = Pick<Question, 'wordings'> & Wishes;

interface Telling {
  asked: Asked;
  times: number;
  worth: number;
}

export class IndexReader {
  readonly #columns: Columns;
  readonly #postings: PostingRows;
  readonly #kept: KeptPostings;
  readonly #scores = new Scores();

  constructor(columns: Columns, postings: PostingRows) {
    this.#columns = columns;
    this.#postings = postings;
    this.#kept = new KeptPostings(postings);
  }

  /** @param segments those that have changed; absent: any may have */
  forget(segments?: readonly number[]): void {
    this.#kept.forget(segments);
  }

  /** @param docs how many there are */
  async search({ wordings, ...wishes }: Sought, docs: number): Promise<Found> {
    const asked = await this.#askedOf(wordings.map(wantedWords).filter((wanted) => wanted.length > 0));
    const segments = this.#segments();
    const rows = await this.#rowsOf(asked.flat(), segments);
    const countOf = counter(rows, segments);
    const wordingOf = (words: Asked[]) => ({
      asked: words,
      worths: rarities(words, countOf, docs),
      least: words.length,
    });
    const meant = asked.map(wordingOf);
    const found = this.#best(meant, rows, wishes);
    if (found.total > 0) return found;
    return this.#best(
      meant.map((wording) => ({ ...wording, anyMarks: true })),
      rows,
      wishes,
    );
  }

  /**
   * What is most like a text: by the words of it that say most, which are the rare ones. The score is a share: 1 for
   * what says all of them as often.
   */
  async similar(text: string, wishes: Wishes, docs: number): Promise<Found> {
    const words = wordsOf(text);
    const telling = await this.#mostTelling(timesOf(words), docs);
    const asked = telling.map((each) => each.asked);
    const worths = telling.map(({ worth }) => worth);
    const own = telling.reduce((sum, { times, worth }) => sum + worth * weightOf(times, words.length), 0);
    const rows = await this.#rowsOf(asked, this.#segments());
    const { hits, total } = this.#best([{ asked, worths, least: Math.min(2, asked.length) }], rows, wishes);
    return { hits: hits.map(({ id, score }) => ({ id, score: Math.min(1, score / own) })), total };
  }

  /** By how rare the words are in one segment, the newest that is full: thousands of texts tell enough of words. */
  async #mostTelling(words: readonly Counted[], docs: number): Promise<Telling[]> {
    const segments = this.#segments();
    const sampled = segments.length > 1 ? segments.slice(-2, -1) : segments;
    const asked = words.map(({ term, form, times }) => ({
      form,
      boost: 1 + Math.log(times),
      terms: [{ term, factor: 1 }],
    }));
    const countOf = counter(await this.#rowsOf(asked, sampled), sampled);
    const worths = rarities(asked, countOf, Math.min(docs, sampled.length * SEGMENT));
    const told = asked
      .map((each, at) => ({ asked: each, times: words[at]!.times, worth: worths[at]! }))
      .sort((one, other) => other.worth - one.worth)
      .slice(0, MOST_TELLING);
    const documents = (each: Telling) =>
      (countOf(each.asked.terms[0]!.term, '') * segments.length) / sampled.length;
    let left = MOST_COMPARED;
    return told.filter((each, at) => {
      left -= documents(each);
      return left >= 0 || at < FEWEST_TELLING;
    });
  }

  /** Each wanted word with the terms by which it is found. Whatever is asked, so many terms are read and no more. */
  async #askedOf(wordings: Wanted[][]): Promise<Asked[][]> {
    const all: Asked[][] = [];
    let left = MOST_TERMS;
    for (const [at, wanted] of wordings.entries()) {
      if (wanted.length > left) break;
      // The other wordings are those of a catalogue: nobody is still typing them.
      const asked = await Promise.all(
        wanted.map((word) => (at === 0 ? this.#withBeginnings(word) : asWritten(word))),
      );
      left -= wanted.length;
      for (const each of asked) {
        each.terms = each.terms.slice(0, 1 + Math.min(left, MOST_EXPANDED));
        left -= each.terms.length - 1;
      }
      all.push(asked);
    }
    return all;
  }

  /** The last word may still be going on, and one that stands nowhere may be the beginning of others. */
  async #withBeginnings({ term, form, open }: Wanted): Promise<Asked> {
    const asked = asWritten({ term, form });
    const [own] = asked.terms as [Asked['terms'][number]];
    // A Vietnamese word with its marks is whole.
    if (form !== '' || term.length < FEWEST_TO_EXPAND) return asked;
    const [first, ...others] = await this.#postings.termsThatBegin(term, MOST_EXPANDED);
    if (first === undefined || (first === term && !open)) return asked;
    const longer = first === term ? others : [first, ...others];
    return { ...asked, terms: [own, ...longer.map((each) => ({ term: each, factor: EXPANDED }))] };
  }

  #segments(): number[] {
    return Array.from({ length: this.#columns.segments }, (_, at) => at);
  }

  #rowsOf(asked: readonly Asked[], segments: readonly number[]): Promise<Rows> {
    const terms = asked.flatMap((each) => each.terms.map(({ term }) => term));
    return this.#kept.read(terms, segments);
  }

  #best(wordings: readonly Wording[], rows: Rows, { facets = {}, most, among }: Wishes): Found {
    const best = new Best(most, among);
    for (const segment of this.#segments()) {
      const scores = this.#scores.of(wordings, (term) => rows.get(term)?.[segment]);
      if (!scores) continue;
      const passes = this.#columns.passing(segment, facets);
      const times = this.#columns.timesOf(segment);
      for (let place = 0; place < SEGMENT; place++)
        if (scores[place]! > 0 && passes(place))
          best.add(segment * SEGMENT + place, scores[place]!, times[place]!);
    }
    const hits = best.inOrder().map(({ doc, score }) => ({ id: this.#columns.idOf(doc)!, score }));
    return { hits, total: best.total };
  }
}

const asWritten = ({ term, form }: Word): Asked => ({ form, boost: 1, terms: [{ term, factor: 1 }] });

function counter(rows: Rows, segments: readonly number[]) {
  return (term: string, form: string): number => {
    let all = 0;
    let own = 0;
    const lists = rows.get(term);
    for (const segment of segments) {
      const row = lists?.[segment];
      row?.lists.forEach((list, at) => {
        all += list.length;
        if (row.forms[at] === form) own += list.length;
      });
    }
    return form !== '' && own > 0 ? own : all;
  };
}
