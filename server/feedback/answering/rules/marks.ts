/** More pieces than that no form shows. */
export const MOST_MARKS = 60;
const QUOTED = 120;

/** Pieces of an answer that a head may mark, in order: its paragraphs. */
export function markablePieces(text: string): string[] {
  return text
    .split(/\n+/)
    .map((piece) => piece.trim())
    .filter(Boolean)
    .slice(0, MOST_MARKS);
}

const quote = (piece: string) => (piece.length > QUOTED ? `${piece.slice(0, QUOTED).trimEnd()}…` : piece);

/** What should change, as whoever has written the answer reads it: in general, then passage by passage. */
export function returnWords(
  text: string,
  { reason, marks = [] }: { reason?: string | undefined; marks?: readonly string[] | undefined },
): string {
  const pieces = markablePieces(text);
  const marked = marks.flatMap((mark, at) => {
    const piece = pieces[at];
    return mark && piece ? [`«${quote(piece)}»\n→ ${mark}`] : [];
  });
  return [...(reason ? [reason] : []), ...marked].join('\n\n');
}
