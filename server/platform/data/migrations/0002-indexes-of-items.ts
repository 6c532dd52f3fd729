import type { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

const ITEMS = 'feedback';
const GONE = [
  'regulation_1_receivedAt_-1__id_-1',
  'unit_1_receivedAt_-1__id_-1',
  'unit_1_status_1_dueAt_1',
  'status_1_overdueAt_1_dueAt_1',
  'closedAt_1_overdueAt_1_dueAt_1',
  'contributionRemindAt_1',
  'contributions.unit_1_closedAt_1',
  'rating.unit_1_rating.answered_1',
  'reopening.unit_1',
  'reopening.first.closedAt_1',
  'clockFlags_1_closedAt_1_dueAt_1',
];

/** Others, most of them of open items alone, are made at the start. */
export const dropIndexesOfItems: Migration = {
  number: 2,
  name: 'drop indexes of items that figures and smaller indexes have replaced',
  count: async (db) => (await namesOf(db)).length,
  async run(db) {
    const names = await namesOf(db);
    for (const name of names) await db.collection(ITEMS).dropIndex(name);
    return names.length;
  },
};

async function namesOf(db: mongo.Db): Promise<string[]> {
  const there = await db.listCollections({ name: ITEMS }, { nameOnly: true }).toArray();
  if (there.length === 0) return [];
  const indexes = await db.collection(ITEMS).indexes();
  return indexes.flatMap(({ name }) => (name && GONE.includes(name) ? name : []));
}
