import type { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

const ITEMS = 'feedback';
const GONE = 'dueAt_1__id_1';

/** Its place is taken by one that begins with the status: what waits for its sender is not read with what runs. */
export const dropIndexOfDates: Migration = {
  number: 7,
  name: 'drop the index of dates that one of statuses and dates has replaced',
  count: async (db) => Number(await isThere(db)),
  async run(db) {
    if (!(await isThere(db))) return 0;
    await db.collection(ITEMS).dropIndex(GONE);
    return 1;
  },
};

async function isThere(db: mongo.Db): Promise<boolean> {
  const there = await db.listCollections({ name: ITEMS }, { nameOnly: true }).toArray();
  if (there.length === 0) return false;
  const indexes = await db.collection(ITEMS).indexes();
  return indexes.some(({ name }) => name === GONE);
}
