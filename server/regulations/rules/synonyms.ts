import type { DatedRow } from '../../city/dated-rows.ts';
import { dayBefore } from '../../city/dates.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { foldedWords } from '../../platform/text.ts';

/** Words that mean the same to whoever searches, in each language; from a day on, until another row of its id begins. */
export interface SynonymRow extends DatedRow, Record<ContentLanguage, string[]> {
  id: string;
}

export type SynonymWords = Record<ContentLanguage, string[]>;

/** Each further wording is one more search. */
const MOST_WORDINGS = 8;
/** Vietnamese first: in it all names and most items are written. */
const ORDER: readonly ContentLanguage[] = ['vi', 'ru', 'en'];
/** Of a longer word the end may differ: «свидетельства», "certificates". Vietnamese syllables are shorter. */
const STEM = 5;
const LONGEST_ENDING = 2;

/** The same word, but for its end. */
function sameWord(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  const common = Math.max(STEM, shorter - LONGEST_ENDING);
  return (
    shorter >= STEM &&
    Math.abs(one.length - other.length) <= LONGEST_ENDING &&
    one.slice(0, common) === other.slice(0, common)
  );
}

/** Where words begin that say a phrase; -1: nowhere. */
function placeOf(phrase: readonly string[], words: readonly string[]): number {
  if (phrase.length === 0) return -1;
  return words.findIndex((_, at) => phrase.every((word, turn) => sameWord(word, words[at + turn] ?? '')));
}

/**
 * Other wordings of a query, the best first: «паспорт» → «hộ chiếu», «căn cước». Of the phrases of a row the longest
 * counts that the query has.
 */
export function otherWordings(query: string, rows: readonly SynonymRow[]): string[] {
  const words = foldedWords(query);
  const wordings = rows.map((row) => wordingsBy(row, words));
  const inTurn = Array.from({ length: Math.max(0, ...wordings.map((each) => each.length)) }, (_, turn) =>
    wordings.flatMap((each) => each[turn] ?? []),
  );
  return [...new Set(inTurn.flat())].slice(0, MOST_WORDINGS);
}

function wordingsBy(row: SynonymRow, words: readonly string[]): string[] {
  const phrases = ORDER.flatMap((language) => row[language]).map((text) => ({
    text,
    said: foldedWords(text),
  }));
  const found = phrases
    .map(({ said }) => ({ said, at: placeOf(said, words) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => other.said.length - one.said.length)[0];
  if (!found) return [];
  const before = words.slice(0, found.at);
  const behind = words.slice(found.at + found.said.length);
  return phrases
    .filter(({ said }) => said.join(' ') !== found.said.join(' '))
    .map(({ text }) => [...before, text, ...behind].join(' '));
}

/**
 * The rows once words of an id are others from a day on; without words the id ends. What began on that day was never
 * in force for a whole day and goes.
 */
export function synonymsWith(
  rows: readonly SynonymRow[],
  { id, from, words }: { id: string; from: string; words: SynonymWords | undefined },
): SynonymRow[] {
  const kept = rows
    .filter((row) => row.id !== id || row.validFrom < from)
    .map((row) => (row.id === id && row.validTo === null ? { ...row, validTo: dayBefore(from) } : row));
  return words ? [...kept, { id, ...words, validFrom: from, validTo: null }] : kept;
}
