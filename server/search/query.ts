import { isStopWord, maybeStopWord, type Word, wordOf, writtenWords } from './words.ts';

/** A word that has to be found. */
export interface Wanted extends Word {
  /** The last word may still be going on: what begins with it is found too. */
  open: boolean;
}

const MOST_WORDS = 8;
const MOST_READ = 1_000;

const ASCII = /^[a-z0-9]+$/;

/** What one wording asks for; empty: nothing that could be looked for. */
export function wantedWords(wording: string): Wanted[] {
  const written = lookedFor(wording);
  const telling = written.filter((word) => !isStopWord(word));
  // 'cua' may be the stop word 'của', which no text is indexed by: it cannot be asked for beside others.
  const certain = telling.filter((word) => !maybeStopWord(word));
  // 'so do' are stop words of two languages, and how 'sổ đỏ' is typed without its marks.
  const unmarked = written.filter((word) => ASCII.test(word));
  const [wanted = []] = [certain, telling, unmarked.length > 1 ? unmarked : []].filter(
    (each) => each.length > 0,
  );
  return wanted
    .slice(0, MOST_WORDS)
    .map((word, at, all) => ({ ...wordOf(word), open: telling.length > 0 && at === all.length - 1 }));
}

/** Each of the words stands in nearly every text. */
export function isCommon(wording: string): boolean {
  return lookedFor(wording).every(isStopWord);
}

function lookedFor(wording: string): string[] {
  const written = new Set(writtenWords(wording.slice(0, MOST_READ)));
  return [...written].filter((word) => word.length > 1);
}
