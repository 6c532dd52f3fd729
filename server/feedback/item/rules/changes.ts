/** What a correction changed, sentence by sentence. */
export interface Change {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Longer answers are compared paragraph by paragraph: the table of a comparison grows with the square. */
const MOST_PIECES = 400;

/** @returns for each paragraph of both texts its pieces in order; what is in both, was taken out, or was added */
export function changesBetween(before: string, after: string): Change[][] {
  const old = piecesOf(before);
  const fresh = piecesOf(after);
  const all = old.length <= MOST_PIECES && fresh.length <= MOST_PIECES;
  const changes = all
    ? compared(old, fresh)
    : [
        ...old.map((text) => ({ kind: 'gone', text }) as Change),
        ...fresh.map((text) => ({ kind: 'new', text }) as Change),
      ];
  const paragraphs: Change[][] = [[]];
  for (const change of changes) {
    if (change.text === BREAK) paragraphs.push([]);
    else paragraphs.at(-1)!.push(change);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

const BREAK = '\n';

function piecesOf(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((paragraph) => [...paragraph.split(/(?<=[.!?;])\s+/).filter(Boolean), BREAK]);
}

/** By the longest sequence that both have in common. */
function compared(old: readonly string[], fresh: readonly string[]): Change[] {
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let at = old.length - 1; at >= 0; at--)
    for (let to = fresh.length - 1; to >= 0; to--)
      common[at]![to] =
        old[at] === fresh[to]
          ? common[at + 1]![to + 1]! + 1
          : Math.max(common[at + 1]![to]!, common[at]![to + 1]!);
  const changes: Change[] = [];
  let at = 0;
  let to = 0;
  while (at < old.length || to < fresh.length) {
    if (at < old.length && to < fresh.length && old[at] === fresh[to]) {
      changes.push({ kind: 'same', text: old[at]! });
      at++;
      to++;
    } else if (to >= fresh.length || (at < old.length && common[at + 1]![to]! >= common[at]![to + 1]!))
      changes.push({ kind: 'gone', text: old[at++]! });
    else changes.push({ kind: 'new', text: fresh[to++]! });
  }
  return changes;
}
