import type { Migration } from './migration.ts';

const OLD = 'requirement-tables';
const LEFT = { moved: { $exists: false } };
const NAME = 'sender-requirements';

interface Table {
  _id: string;
  number: number;
  rows: object[];
  changedAt: Date;
  moved?: true;
}

/** What senders must give had a collection of its own; it is a setting like others. */
export const moveSenderRequirements: Migration = {
  number: 4,
  name: 'put what senders must give beside the other settings',
  count: (db) => db.collection(OLD).countDocuments(LEFT),
  async run(db) {
    const table = await db.collection<Table>(OLD).findOne(LEFT);
    if (!table) return 0;
    const { number, rows, changedAt } = table;
    const setting = { number, rows, changedAt, version: 0, pending: [] };
    await db
      .collection<{ _id: string }>('setting-tables')
      .updateOne({ _id: NAME }, { $setOnInsert: setting }, { upsert: true });
    await db.collection<Table>(OLD).updateOne({ _id: table._id }, { $set: { moved: true } });
    return 1;
  },
};
