import { foldText } from '../../platform/text.ts';

const MOST_WORDS = 8;
/** Beyond this, words of a text no longer bring it forward. */
const READ_CHARACTERS = 1_000;
/** For each word or pair of neighbours that is there as typed, or but for its diacritics; twice that in the subject. */
const SCORE = { pairTyped: 8, pairFolded: 4, wordTyped: 2, wordFolded: 1 } as const;

/** Words between single spaces, one before and one after: a word or pair is there when ` word ` is. */
function spaced(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return ` ${words.join(' ')} `;
}

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}

/** Where words are looked for: as written, and folded once somebody asks. */
interface Place {
  typed: string;
  folded?: string;
}

/** A text as it is compared with wordings: made once for all of them. */
export interface Compared {
  subject: Place;
  text: Place;
}

export function compared({ subject, text }: { subject: string; text: string }): Compared {
  return { subject: { typed: spaced(subject) }, text: { typed: spaced(text.slice(0, READ_CHARACTERS)) } };
}

/**
 * How well texts answer a query that all their words were found for. Vietnamese words are mostly two syllables, which
 * belong together, and mostly differ from others by their diacritics alone.
 */
export function relevanceOf(query: string): (text: Compared) => number {
  const words = spaced(query).trim().split(' ').slice(0, MOST_WORDS);
  const wanted = [
    ...wantedOf(words, SCORE.wordTyped, SCORE.wordFolded),
    ...wantedOf(pairsOf(words), SCORE.pairTyped, SCORE.pairFolded),
  ];
  return ({ subject, text }) => 2 * scoreOf(wanted, subject) + scoreOf(wanted, text);
}

interface Wanted {
  typed: string;
  folded: string;
  ifTyped: number;
  ifFolded: number;
}

function wantedOf(phrases: readonly string[], ifTyped: number, ifFolded: number): Wanted[] {
  return phrases.map((phrase) => ({
    typed: ` ${phrase} `,
    folded: ` ${foldText(phrase)} `,
    ifTyped,
    ifFolded,
  }));
}

function scoreOf(wanted: readonly Wanted[], place: Place): number {
  return wanted.reduce((sum, each) => {
    if (place.typed.includes(each.typed)) return sum + each.ifTyped;
    place.folded ??= foldText(place.typed);
    return sum + (place.folded.includes(each.folded) ? each.ifFolded : 0);
  }, 0);
}
