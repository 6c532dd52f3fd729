import { withoutHeaps } from '../platform/text.ts';
import { isStopWord, wordOf, writtenWords } from './words.ts';

/**
 * What texts are compared by: words (with pairs of Vietnamese syllables, for its words have mostly two); stretches of
 * four letters, which meet across endings, compounds and slips of the pen; and both once more of the opening alone,
 * where people say what it is about. Each kind has its share.
 */
export const SHARES = { words: 0.45, stretches: 0.45, openingWords: 0.05, openingStretches: 0.05 } as const;
export type Kind = keyof typeof SHARES;
export const KINDS = Object.keys(SHARES) as Kind[];

/** How much each feature counts. */
export type Features = Record<Kind, Map<string, number>>;

/** The first words count up to four times. */
const OF_BEGINNING = 3;
const BEGINNING = 12;
/** So many words are the opening: a heading, or half a sentence. */
const OPENING = 14;
const STRETCH = 4;
/** Further letters of a word part what belongs together: 'plastic', 'plastics', 'plasticised'. */
const LETTERS = 5;
/** Beyond this a text says nothing new. */
const MOST_READ = 20_000;

/** A word that tells something, and what it is compared by. */
interface ToldWord {
  place: number;
  written: string;
  /** The word itself and, of Vietnamese, the pair with the syllable before it: each with how it stands in the text. */
  words: { feature: string; written: string }[];
}

/** The words of a text that tell something, in order. */
export function* toldWords(text: string): Generator<ToldWord> {
  let before = { form: '', written: '' };
  for (const [place, written] of writtenWords(withoutHeaps(text.slice(0, MOST_READ))).entries()) {
    const told = written.length > 1 && !isStopWord(written);
    const { term, form } = told ? wordOf(written) : { term: '', form: '' };
    const pair = { feature: `${before.form} ${form}`, written: `${before.written} ${written}` };
    const single = { feature: form || term.slice(0, LETTERS), written };
    const words = form && before.form ? [single, pair] : [single];
    before = { form, written };
    if (told) yield { place, written, words };
  }
}

export function featuresOf(text: string): Features {
  const features = Object.fromEntries(KINDS.map((kind) => [kind, new Map<string, number>()])) as Features;
  for (const { place, written, words: told } of toldWords(text)) {
    const words = told.map(({ feature }) => feature);
    const stretches = stretchesOf(written);
    const weight = 1 + OF_BEGINNING * Math.exp(-place / BEGINNING);
    add(features.words, words, weight);
    add(features.stretches, stretches, weight);
    if (place >= OPENING) continue;
    add(features.openingWords, words, 1);
    add(features.openingStretches, stretches, 1);
  }
  return features;
}

function stretchesOf(word: string): string[] {
  const framed = ` ${word} `;
  return Array.from({ length: Math.max(0, framed.length - STRETCH + 1) }, (_, at) =>
    framed.slice(at, at + STRETCH),
  );
}

function add(features: Map<string, number>, found: readonly string[], weight: number): void {
  for (const feature of found) features.set(feature, (features.get(feature) ?? 0) + weight);
}
