import type { Migration } from './migration.ts';
import { updateAll } from './update-all.ts';

const JOURNAL = 'journal';
const OLD = { unsealed: { $exists: false } };

/** Entries from before there was a sealed record; the job of the record takes those that are marked. */
export const sealOldEntries: Migration = {
  number: 3,
  name: 'mark the entries of the journal that are to be sealed',
  count: (db) => db.collection(JOURNAL).countDocuments(OLD),
  run: (db) => updateAll(db, { collection: JOURNAL, filter: OLD, update: { $set: { unsealed: true } } }),
};
