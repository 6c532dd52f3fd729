import type { Document } from '../values.ts';

/** Documents in, documents out, as they are asked for. */
export type Stage = (documents: Iterable<Document>) => Iterable<Document>;
