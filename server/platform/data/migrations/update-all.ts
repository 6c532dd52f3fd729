import type { mongo } from 'mongoose';

const AT_ONCE = 1_000;

/** What a migration changes in the documents of one collection. */
export interface Update {
  collection: string;
  /** Which are still to be changed. */
  filter: object;
  update: object;
}

/**
 * Updates documents some at a time, by their ids: a condition without an index is looked at once for each document, and
 * the store answers others between. @returns how many were changed
 */
export async function updateAll(db: mongo.Db, { collection, filter, update }: Update): Promise<number> {
  let changed = 0;
  for (let after: object = {}; ; ) {
    const rows = await db
      .collection(collection)
      .find(after, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(AT_ONCE)
      .toArray();
    const last = rows.at(-1);
    if (!last) return changed;
    const some = { _id: { $in: rows.map(({ _id }) => _id) }, ...filter };
    changed += (await db.collection(collection).updateMany(some, update)).modifiedCount;
    after = { _id: { $gt: last._id } };
  }
}
