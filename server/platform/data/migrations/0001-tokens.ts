import type { mongo } from 'mongoose';
import type { Migration } from './migration.ts';
import { updateAll } from './update-all.ts';

const ITEMS = 'feedback';
const INDEX = 'tokens_1_receivedAt_-1';
const WITH_TOKENS = { tokens: { $exists: true } };

/** The words by which items were found are kept apart from now on, and made anew in the background. */
export const removeTokens: Migration = {
  number: 1,
  name: 'remove the tokens of items, by which they were searched',
  count: (db) => db.collection(ITEMS).countDocuments(WITH_TOKENS),
  async run(db) {
    await dropIndex(db);
    return updateAll(db, { collection: ITEMS, filter: WITH_TOKENS, update: { $unset: { tokens: 1 } } });
  },
};

async function dropIndex(db: mongo.Db): Promise<void> {
  const there = await db.listCollections({ name: ITEMS }, { nameOnly: true }).toArray();
  if (there.length === 0) return;
  const indexes = await db.collection(ITEMS).indexes();
  if (indexes.some(({ name }) => name === INDEX)) await db.collection(ITEMS).dropIndex(INDEX);
}
