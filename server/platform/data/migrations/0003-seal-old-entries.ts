import type { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

const JOURNAL = 'journal';
const OLD = { unsealed: { $exists: false } };
const AT_ONCE = 1_000;

/** Entries from before there was a sealed record; the job of the record takes those that are marked. */
export const sealOldEntries: Migration = {
  number: 3,
  name: 'mark the entries of the journal that are to be sealed',
  count: (db) => db.collection(JOURNAL).countDocuments(OLD),
  async run(db) {
    let changed = 0;
    for (let after: object = {}; ; ) {
      const rows = await db
        .collection(JOURNAL)
        .find(after, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(AT_ONCE)
        .toArray();
      const last = rows.at(-1);
      if (!last) return changed;
      const some = { _id: { $in: rows.map(({ _id }) => _id) }, ...OLD };
      changed += await mark(db, some);
      after = { _id: { $gt: last._id } };
    }
  },
};

async function mark(db: mongo.Db, some: object): Promise<number> {
  const { modifiedCount } = await db.collection(JOURNAL).updateMany(some, { $set: { unsealed: true } });
  return modifiedCount;
}
