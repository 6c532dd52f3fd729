/** Marks that templates leave for people to fill in. An answer that still has one is not finished. */
const PLACEHOLDER =
  /\{\{[^{}\n]{0,80}\}\}|\[[^[\]\n]{1,80}\]|…{2,}|(?:\.\s?){4,20}|_{3,40}|<\p{L}[\p{L}\p{M} /]{0,38}>/gu;

/** In brackets stands also what is no placeholder: a footnote's number, words left out of a quotation. */
const NO_PLACEHOLDER = /^\[(?:\d{1,3}|…|\.{3}|sic)\]$/u;

/**
 * A lone ellipsis is a blank where a number or name belongs: at the start, between words and punctuation, or at the end
 * of a line after "number" or "date".
 */
const LONE =
  /(?<=(?:^|[\s(:№])(?:số |ngày |no\. |№ ?|от |on )?)…(?=\s?[\p{L}\d,.;/)])|(?<=(?:^|[\s(:№])(?:số |ngày |no\. |№ ?|от |on ))…(?=[^\S\n]*$)/gmu;

/** Words left out of a quotation: the nearest quotation mark before it opens. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 120), at);
  return (
    Math.max(before.lastIndexOf('“'), before.lastIndexOf('«')) >
    Math.max(before.lastIndexOf('”'), before.lastIndexOf('»'))
  );
}

export interface Blank {
  start: number;
  end: number;
  text: string;
}

/** Every placeholder has one of these; most texts have none of them. */
const SIGN = /[{[…_<]|\.\s?\./;

/** Placeholders left in a text, in order. Linear in its length. */
export function blanksIn(text: string): Blank[] {
  if (!SIGN.test(text)) return [];
  const found: Blank[] = [];
  for (const pattern of [PLACEHOLDER, LONE])
    for (const match of text.matchAll(pattern))
      if (!NO_PLACEHOLDER.test(match[0]) && !(pattern === LONE && isQuoted(text, match.index)))
        found.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
  return found.sort((a, b) => a.start - b.start);
}
