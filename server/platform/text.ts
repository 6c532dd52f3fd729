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
