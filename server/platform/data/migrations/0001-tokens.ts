import type { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

const ITEMS = 'feedback';
const INDEX = 'tokens_1_receivedAt_-1';
const WITH_TOKENS = { tokens: { $exists: true } };
const AT_ONCE = 1_000;

/** The words by which items were found are kept apart from now on, and made anew in the background. */
export const removeTokens: Migration = {
  number: 1,
  name: 'remove the tokens of items, by which they were searched',
  count: (db) => db.collection(ITEMS).countDocuments(WITH_TOKENS),
  async run(db) {
    await dropIndex(db);
    let changed = 0;
    for (let after: object = {}; ; ) {
      const rows = await db
        .collection(ITEMS)
        .find(after, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(AT_ONCE)
        .toArray();
      const last = rows.at(-1);
      if (!last) return changed;
      const some = { _id: { $in: rows.map(({ _id }) => _id) }, ...WITH_TOKENS };
      changed += (await db.collection(ITEMS).updateMany(some, { $unset: { tokens: 1 } })).modifiedCount;
      after = { _id: { $gt: last._id } };
    }
  },
};

async function dropIndex(db: mongo.Db): Promise<void> {
  const there = await db.listCollections({ name: ITEMS }, { nameOnly: true }).toArray();
  if (there.length === 0) return;
  const indexes = await db.collection(ITEMS).indexes();
  if (indexes.some(({ name }) => name === INDEX)) await db.collection(ITEMS).dropIndex(INDEX);
}
