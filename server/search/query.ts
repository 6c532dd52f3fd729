import { isStopWord, maybeStopWord, type Word, wordOf, writtenWords } from './words.ts';

/** A word that has to be found. */
export interface Wanted extends Word {
  /** The last word may still be going on: what begins with it is found too. */
  open: boolean;
}

const MOST_WORDS = 8;
const MOST_READ = 1_000;

/** What one wording asks for; empty: nothing that could be looked for. */
export function wantedWords(wording: string): Wanted[] {
  const written = [...new Set(writtenWords(wording.slice(0, MOST_READ)))].filter((word) => word.length > 1);
  const telling = written.filter((word) => !isStopWord(word));
  // 'cua' may be the stop word 'của', which no text is indexed by: it cannot be asked for beside others.
  const certain = telling.filter((word) => !maybeStopWord(word));
  const wanted = (certain.length > 0 ? certain : telling).slice(0, MOST_WORDS);
  return wanted.map((word, at) => ({ ...wordOf(word), open: at === wanted.length - 1 }));
}
