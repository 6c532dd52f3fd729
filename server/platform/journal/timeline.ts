import { gathered } from '../data/gather.ts';
import type { Entry } from './entry.ts';
import { Journal } from './model.ts';

/** More come in a second answer of the store. */
const MOST_AT_ONCE = 1_000;

/** Past mongoose: every page of an item asks, and nothing is changed. */
const entriesOf = gathered<Entry[]>(async (ids) => {
  const rows = Journal.collection
    .find<Entry>({ 'subject.id': { $in: ids } })
    .sort({ at: 1, _id: 1 })
    .batchSize(MOST_AT_ONCE);
  const found = new Map<string, Entry[]>(ids.map((id) => [id, []]));
  for await (const row of rows) found.get(row.subject.id)!.push(row);
  return found;
});

/** What happened to a document, oldest first: the journal and what is still on its way there. */
export async function timelineOf(document: { _id: unknown; pending: Entry[] }): Promise<Entry[]> {
  const rows = (await entriesOf(String(document._id)))!;
  const known = new Set(rows.map((row) => row._id));
  return [...rows, ...document.pending.filter((entry) => !known.has(entry._id))];
}
