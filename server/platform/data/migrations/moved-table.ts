import type { Migration } from './migration.ts';

const LEFT = { moved: { $exists: false } };

interface Table {
  _id: string;
  number: number;
  rows: object[];
  changedAt: Date;
  pending?: object[];
  moved?: true;
}

/** A rule that had a collection of its own, of one document, becomes a setting like others. */
export function movedTable(of: { from: string; setting: string }): Pick<Migration, 'count' | 'run'> {
  return {
    count: (db) => db.collection(of.from).countDocuments(LEFT),
    async run(db) {
      const table = await db.collection<Table>(of.from).findOne(LEFT);
      if (!table) return 0;
      const { number, rows, changedAt, pending = [] } = table;
      // What a crash has kept from the journal goes along: nobody looks at the old collection any more.
      const setting = { number, rows, changedAt, version: 0, pending };
      await db
        .collection<{ _id: string }>('setting-tables')
        .updateOne({ _id: of.setting }, { $setOnInsert: setting }, { upsert: true });
      await db.collection<Table>(of.from).updateOne({ _id: table._id }, { $set: { moved: true } });
      return 1;
    },
  };
}
