/**
 * What nobody sees: marks that turn the direction of writing (a text could turn what stands beside it), joints and
 * fillers without width. They come along when people copy, so they are left out, not held against anybody.
 */
export const UNSEEN =
  /[\u00ad\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Of one letter. Vietnamese has two, no writing more than eight. */
const MOST_MARKS = 16;
/** The marks of one letter. What is unseen between two of them is left out later: it does not part them. */
const MARKS = new RegExp(`(?:\\p{M}${UNSEEN.source}*)+`, 'gu');

const seenMarks = (marks: string) => [...marks.replace(UNSEEN, '')];

/**
 * True for a letter under more marks than any writing has. To order the marks of one letter takes time by the square of
 * their number: such a text must not come to `normalize`, by which one request held the site for half a minute.
 */
export function isOverloaded(text: string): boolean {
  for (const [marks] of text.matchAll(MARKS))
    if (marks.length > MOST_MARKS && seenMarks(marks).length > MOST_MARKS) return true;
  return false;
}

/** The text with at most so many marks on each letter as `isOverloaded` lets pass. */
export function withoutHeaps(text: string): string {
  if (!isOverloaded(text)) return text;
  return text.replace(MARKS, (marks) =>
    marks.length > MOST_MARKS ? seenMarks(marks).slice(0, MOST_MARKS).join('') : marks,
  );
}

/** Texts that somebody has typed one on a line: each once, in their order, without empty ones. */
export function typedLines(typed: string): string[] {
  const lines = typed.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))];
}

/** Text without case and diacritics, for search: 'Đăng ký khai sinh' → 'dang ky khai sinh'. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .normalize('NFC');
}

/** Folded words of a text, in order; everything that is neither letter nor digit separates. */
export function foldedWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

const LONGEST_PREFIX = 8;
const PREFIX_LENGTHS = [3, 4, 5, 6, 7, LONGEST_PREFIX] as const;

/**
 * Search tokens of a text: words, their prefixes, and pairs of neighbours (Vietnamese words are mostly two syllables).
 * @param most how many tokens at the most, so that one long text cannot swell the index
 */
export function searchTokens(text: string, most = 400): string[] {
  const words = foldedWords(text);
  const tokens = new Set<string>();
  words.forEach((word, at) => {
    tokens.add(word.slice(0, 24));
    for (const length of PREFIX_LENGTHS) if (word.length > length) tokens.add(word.slice(0, length));
    const next = words[at + 1];
    if (next && word.length + next.length <= 24) tokens.add(`${word} ${next}`);
  });
  return [...tokens].slice(0, most);
}

const MOST_QUERY_TOKENS = 8;

/**
 * Tokens that all have to be found for a query: its words, cut as the index cuts them. Of a long word its beginning is
 * enough: Russian and English ones end in many ways.
 */
export function queryTokens(query: string): string[] {
  const words = foldedWords(query).map((word) => word.slice(0, LONGEST_PREFIX));
  return [...new Set(words)].slice(0, MOST_QUERY_TOKENS);
}
