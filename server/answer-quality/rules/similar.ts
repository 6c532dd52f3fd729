import type { Language } from './types.ts';
import { wordsOf } from './words.ts';

const SHINGLE_WORDS = 4;
/** Greetings open and close every letter; they are not what makes two answers alike. */
const FORMAL_WORDS = 6;
const MOST_WORDS = 5_000;

/** What two texts are compared by. Worth keeping where one text is compared often. */
export function shinglesOf(text: string, language: Language): Set<string> {
  const words = wordsOf(text.slice(0, 100_000), language)
    .slice(0, MOST_WORDS)
    .map(({ form }) => (form.number ? '#' : form.text));
  const body = words.length > 4 * FORMAL_WORDS ? words.slice(FORMAL_WORDS, -FORMAL_WORDS) : words;
  const shingles = new Set<string>();
  for (let at = 0; at + SHINGLE_WORDS <= body.length; at++)
    shingles.add(body.slice(at, at + SHINGLE_WORDS).join(' '));
  if (shingles.size === 0 && body.length > 0) shingles.add(body.join(' '));
  return shingles;
}

/**
 * Likeness 0–1 of an answer to each of the unit's earlier answers (to other questions): Jaccard of
 * four-word shingles, numbers made equal, the first and last words left out. 0.8 and more is boilerplate.
 */
export function similarTo(answer: string, earlier: string[], language: Language): number[] {
  const own = shinglesOf(answer, language);
  return earlier.map((text) => likeness(own, shinglesOf(text, language)));
}

/** The same of texts prepared before. */
export function likeness(own: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = own.size < other.size ? [own, other] : [other, own];
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared++;
  const all = own.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}
