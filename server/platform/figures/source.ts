import type { Cell } from './rules.ts';

/** Plain values only, dates as days or months: two faces are compared as they are written. */
export type Face = object;

/** Documents of one kind that figures are kept of. */
export interface CountedSource<F extends Face = Face> {
  /** Unique: 'feedback'. */
  name: string;
  /** Another number: what documents count for has changed, and all are counted anew. */
  edition: number;
  /** Names of the journal entries after which a document may count for something else. */
  to: readonly string[];
  /** What the documents count by, as they are now; of those that are no more there is none. */
  facesOf(ids: readonly string[]): Promise<Map<string, F>>;
  /** Those of the ids whose documents are there. */
  existing(ids: readonly string[]): Promise<string[]>;
  /** Ids in their order, for going through all. */
  idsAfter(cursor: string | null, most: number): Promise<string[]>;
  cellsOf(face: F): Cell[];
  /** What it is found by, beside being counted: 'late/2026-03'. */
  marksOf?(face: F): string[];
}
