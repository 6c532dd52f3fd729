import { publicDelayLists } from '../accountability/index.ts';
import { publicCommitmentRecords } from '../commitments/index.ts';
import { publicMinutes } from '../dialogues/index.ts';
import { publicItemRecords } from '../feedback/index.ts';

/** What everybody may read of documents, by code: only what stays as it is until the journal tells of a change. */
export async function publicRecords(codes: readonly string[]): Promise<Map<string, object>> {
  const found = await Promise.all([
    publicItemRecords(codes),
    publicCommitmentRecords(codes),
    publicMinutes(codes),
    publicDelayLists(codes),
  ]);
  return new Map(found.flatMap((records) => [...records]));
}
