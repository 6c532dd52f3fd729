import type { Place } from './words.ts';

export interface Sentence<W extends Place> {
  /** Offsets in the text. */
  start: number;
  end: number;
  words: W[];
}

/** Ends of sentences that are none: a title, a street, a number of an article. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr st no nos art sec para approx e.g i.e etc tp ts ths p q đ k tr vd ' +
    'ст п пп ч г гг руб коп тыс млн ул д стр корп каб доб тел им т е д р с см кв рег исх вх пр обл р-н мин'
  ).split(' '),
);
const END = /[.!?…;\n]+/g;
/** Nobody writes more; what follows is read as one, so a paste of line ends stays cheap. */
const MOST_SENTENCES = 5_000;

/** Offsets where a sentence ends. Linear: one pass over the marks, each looks back a bounded way. */
function endsOf(text: string): number[] {
  const ends: number[] = [];
  for (const match of text.matchAll(END)) {
    if (ends.length === MOST_SENTENCES - 1) break;
    const at = match.index + match[0].length;
    if (isEnd(text, match.index, match[0])) ends.push(at);
  }
  ends.push(text.length);
  return ends;
}

function isEnd(text: string, at: number, mark: string): boolean {
  if (/[!?\n…]/.test(mark)) return true;
  const next = text.slice(at + mark.length, at + mark.length + 3);
  if (mark === ';') return true;
  if (next !== '' && !/^["»”')\]]?[\s<]/.test(next)) return false;
  const before =
    /[\p{L}\p{N}\p{M}.-]{1,12}$/u.exec(text.slice(Math.max(0, at - 13), at))?.[0]?.toLowerCase() ?? '';
  if (ABBREVIATIONS.has(before))
    return (
      /^\s\s?\p{Lu}/u.test(next) && before.length > 1 && /^(?:руб|г|гг|коп|стр|etc|млн|тыс)$/u.test(before)
    );
  if (/^\p{N}{1,2}$/u.test(before)) return !isListNumber(text, at - before.length);
  return !/^\p{Lu}$/u.test(text.slice(at - 1, at)) || before.length > 1;
}

function isListNumber(text: string, at: number): boolean {
  // "Close them at 22:00. And …": the minutes of an hour are no number of a list.
  return /(?:^|[\n.;!?)]|:\s)\s*$/.test(text.slice(Math.max(0, at - 3), at)) || at === 0;
}

/** Splits a text into sentences; a semicolon and a line end close one too. */
export function sentencesOf<W extends Place>(text: string, words: W[]): Sentence<W>[] {
  const sentences: Sentence<W>[] = [];
  let from = 0;
  let next = 0;
  for (const end of endsOf(text)) {
    const first = next;
    while (next < words.length && words[next]!.start < end) next++;
    if (next > first)
      sentences.push({
        start: words[first]!.start,
        end: lastChar(text, from, end),
        words: words.slice(first, next),
      });
    from = end;
  }
  return sentences;
}

function lastChar(text: string, from: number, end: number): number {
  let last = end;
  while (last > from && /\s/.test(text[last - 1]!)) last--;
  return last;
}
