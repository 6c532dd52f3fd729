import { diffArrays } from 'diff';

/** What a correction changed, sentence by sentence. */
export interface Change {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** @returns for each paragraph of both texts its pieces in order; what is in both, was taken out, or was added */
export function changesBetween(before: string, after: string): Change[][] {
  const old = piecesOf(before);
  const fresh = piecesOf(after);
  const changes = diffArrays(old, fresh).flatMap(({ added, removed, value }) =>
    value.map((text): Change => ({ kind: added ? 'new' : removed ? 'gone' : 'same', text })),
  );
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
