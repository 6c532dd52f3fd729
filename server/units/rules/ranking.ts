import { foldedWords } from '../../platform/text.ts';
import { oneSlipApart } from './one-slip.ts';

/** What can be found of an entry. */
export interface Findable {
  /** Its names, in every language. */
  names: string[];
  /** Codes and abbreviations. */
  codes: string[];
  /** Words beside the name: fields, tasks. */
  besides: string[];
}

interface Indexed<T> {
  item: T;
  phrases: string[];
  written: string[];
  /** Names and what stands beside them, as written. */
  text: string;
  codes: string[];
}

export interface SearchIndex<T> {
  entries: Indexed<T>[];
  /** Word → entry numbers that have it in a name (1) or beside it (a half). */
  words: Map<string, Map<number, number>>;
}

const MOST_WORDS = 8;
/** Scores by how a name answers to the whole query; words found one by one stay below the least of them. */
const SCORE = { code: 1000, codeStart: 950, same: 900, start: 800, within: 700, words: 300 } as const;
const WRITTEN_THE_SAME = 50;
const PREFIX = 0.8;
const SLIP = 0.6;
/** A word of other diacritics than were typed is another word mostly: 'lại' is not 'lái'. */
const OTHER_MARKS = 0.25;
/** Without an entry that has all words, one that has this much of their weight will do. */
const ENOUGH = 0.4;

const phraseOf = (text: string) => foldedWords(text).join(' ');
const writtenOf = (text: string) => text.normalize('NFC').toLowerCase();

/** Prepares entries for `search`. Their order decides between equals. */
export function indexFor<T>(items: readonly T[], describe: (item: T) => Findable): SearchIndex<T> {
  const words: SearchIndex<T>['words'] = new Map();
  const note = (text: string, at: number, weight: number) => {
    for (const word of foldedWords(text)) {
      const entries = words.get(word) ?? new Map<number, number>();
      entries.set(at, Math.max(weight, entries.get(at) ?? 0));
      words.set(word, entries);
    }
  };
  const entries = items.map((item, at) => {
    const { names, codes, besides } = describe(item);
    for (const name of names) note(name, at, 1);
    for (const text of [...codes, ...besides]) note(text, at, 0.5);
    const written = names.map(writtenOf);
    const text = [...written, ...besides.map(writtenOf)].join(' ');
    return { item, phrases: names.map(phraseOf), written, text, codes: codes.map(phraseOf) };
  });
  return { entries, words };
}

/** What answers another wording stands behind what answers the words that were typed. */
const OTHER_WORDING = 0.9;

/**
 * Entries that answer a query, best first: codes, then whole names, beginnings, phrases within a name, and at last
 * words in any order. Case, diacritics and punctuation do not matter; a word nobody has may differ by one slip.
 * @param wordings what the query is called else: an entry has to have all words of one
 * @returns everything, in the index's order, when the query has no letter or digit
 */
export function search<T>(index: SearchIndex<T>, query: string, wordings: readonly string[] = []): T[] {
  if (foldedWords(query).length === 0) return index.entries.map((entry) => entry.item);
  const typed = scoredBy(index, query);
  const others = besidesTyped(wordings.flatMap((wording) => scoredBy(index, wording)));
  // Half of the words that were typed count for nothing where another wording has them all.
  const own = others.length > 0 ? typed.filter(({ complete }) => complete) : typed;
  const best = new Map(own.map((each) => [each.at, each]));
  for (const each of others) {
    const score = each.score * OTHER_WORDING;
    if (score > (best.get(each.at)?.score ?? 0)) best.set(each.at, { ...each, score });
  }
  const scored = [...best.values()];
  scored.sort((a, b) => b.score - a.score || a.length - b.length || a.at - b.at);
  return scored.map(({ at }) => index.entries[at]!.item);
}

/** Nobody typed these words: where a name has them as they stand, those with the words here and there are left out. */
function besidesTyped(scored: readonly Scored[]): Scored[] {
  const complete = scored.filter((each) => each.complete);
  const named = complete.filter(({ whole }) => whole > 0);
  return named.length > 0 ? named : complete;
}

interface Scored {
  at: number;
  score: number;
  /** How a name answers to the whole wording; 0: not as it stands. */
  whole: number;
  /** It has every word. */
  complete: boolean;
  length: number;
}

/** Entries that answer one wording, with how well. */
function scoredBy<T>(index: SearchIndex<T>, query: string): Scored[] {
  const words = foldedWords(query).slice(0, MOST_WORDS);
  const phrase = words.join(' ');
  const written = writtenOf(query).trim();
  const coverage = coverageOf(index, words, written.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
  const all = [...coverage.values()].some((each) => each.complete);
  return [...coverage]
    .filter(([, each]) => (all ? each.complete : each.share >= ENOUGH))
    .map(([at, each]) => {
      const entry = index.entries[at]!;
      const whole = wholeScore(entry, phrase);
      const sameLetters = entry.written.some((name) => name.includes(written)) ? WRITTEN_THE_SAME : 0;
      const score = whole + sameLetters + SCORE.words * each.share;
      return { at, score, whole, complete: each.complete, length: shortestName(entry) };
    });
}

function shortestName<T>(entry: Indexed<T>): number {
  return Math.min(...entry.phrases.map((name) => name.length));
}

function wholeScore<T>(entry: Indexed<T>, phrase: string): number {
  if (entry.codes.includes(phrase)) return SCORE.code;
  if (phrase.length > 2 && entry.codes.some((code) => code.startsWith(phrase))) return SCORE.codeStart;
  return Math.max(
    ...entry.phrases.map((name) => {
      if (name === phrase) return SCORE.same;
      if (name.startsWith(phrase)) return SCORE.start;
      return name.includes(` ${phrase}`) ? SCORE.within : 0;
    }),
  );
}

/**
 * How much of the query each entry has; rare words weigh more than those that half the names share.
 * @param typed the words with the diacritics that were typed, if any
 */
function coverageOf<T>(index: SearchIndex<T>, words: string[], typed: string[]) {
  const found = new Map<number, { weight: number; count: number }>();
  let total = 0;
  for (const [turn, word] of words.entries()) {
    const hits = hitsOf(index, word);
    const right = writtenSo(index, hits, { word, typed: typed[turn] });
    const weight = hits.size === 0 ? 1 : Math.log(1 + index.entries.length / (right?.size ?? hits.size));
    total += weight;
    for (const [at, strength] of hits) {
      const sum = found.get(at) ?? { weight: 0, count: 0 };
      const sure = !right || right.has(at);
      const counts = weight * strength * (sure ? 1 : OTHER_MARKS);
      found.set(at, { weight: sum.weight + counts, count: sum.count + (sure ? 1 : 0) });
    }
  }
  return new Map(
    [...found].map(([at, sum]) => [at, { share: sum.weight / total, complete: sum.count === words.length }]),
  );
}

/** Of the entries with a word those that write it as typed; undefined when no diacritics were typed, or nobody writes it so. */
function writtenSo<T>(
  index: SearchIndex<T>,
  hits: Map<number, number>,
  { word, typed }: { word: string; typed: string | undefined },
): Set<number> | undefined {
  if (!typed || typed === word) return undefined;
  const right = new Set([...hits.keys()].filter((at) => index.entries[at]!.text.includes(typed)));
  return right.size > 0 ? right : undefined;
}

function hitsOf<T>(index: SearchIndex<T>, wanted: string): Map<number, number> {
  const hits = new Map<number, number>();
  const take = (entries: Map<number, number>, strength: number) => {
    for (const [at, weight] of entries) hits.set(at, Math.max(hits.get(at) ?? 0, weight * strength));
  };
  for (const [word, entries] of index.words)
    if (word.startsWith(wanted)) take(entries, word.length === wanted.length ? 1 : PREFIX);
  if (hits.size > 0 || wanted.length < 4) return hits;
  for (const [word, entries] of index.words) if (oneSlipApart(wanted, word)) take(entries, SLIP);
  return hits;
}
