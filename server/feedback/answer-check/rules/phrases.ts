/** A phrase of which a word is a star alone, or hardly a letter stands: it would be found in every answer. */
export function unusablePhrase(phrase: string): boolean {
  const words = phrase.split(/\s+/);
  if (words.some((word) => word.includes('*') && !/[\p{L}\p{N}]{2}/u.test(word))) return true;
  return (phrase.match(/\p{L}/gu) ?? []).length < 4 || words[0] === '_' || words.at(-1) === '_';
}
