import type { Entry } from './entry.ts';
import { Journal } from './model.ts';

/** What happened to a document, oldest first: the journal and what is still on its way there. */
export async function timelineOf(document: { _id: unknown; pending: Entry[] }): Promise<Entry[]> {
  const rows: Entry[] = await Journal.find({ 'subject.id': String(document._id) })
    .sort({ at: 1, _id: 1 })
    .lean();
  const known = new Set(rows.map((row) => row._id));
  return [...rows, ...document.pending.filter((entry) => !known.has(entry._id))];
}
