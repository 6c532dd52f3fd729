import { type DatedRow, holdsOn } from '../city/dated-rows.ts';
import type { Trilingual } from '../platform/context.ts';
import { readSeed } from '../platform/seed.ts';

export interface RequiredDocument {
  id: string;
  name: Trilingual;
}

interface DocumentList extends DatedRow {
  regulation: string;
  documents: RequiredDocument[];
}

/** What a procedure may ask for on a day (yyyy-mm-dd); undefined: no list is on file. */
export function requiredDocuments(regulation: string, day: string): RequiredDocument[] | undefined {
  const { lists } = readSeed<{ lists: DocumentList[] }>('required-documents');
  return lists.find((list) => list.regulation === regulation && holdsOn(list, day))?.documents;
}
