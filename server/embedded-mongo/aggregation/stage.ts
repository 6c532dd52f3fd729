import { PAUSE, type Pause, type Paused, type Slice } from '../slices.ts';
import type { Document } from '../values.ts';

/** Documents in, documents out, as they are asked for. Pauses pass through. */
export type Stage = (documents: Paused<Document>, slice: Slice) => Paused<Document>;

/** A stage that makes something, or nothing, of each document. */
export function each(make: (document: Document) => Iterable<Document>): Stage {
  return function* made(documents, slice): Generator<Document | Pause> {
    for (const document of documents) {
      if (document === PAUSE) yield PAUSE;
      else yield* make(document);
      if (slice.isOver) yield PAUSE;
    }
  };
}
