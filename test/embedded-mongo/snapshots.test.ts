import { expect } from 'chai';
import { Binary, Int32, type Timestamp } from 'mongodb';
import { type InProcess, inProcess } from './in-process.ts';
import { type TestStore, testStore } from './support.ts';

interface Row {
  _id: number;
  turn?: number;
}

describe('a snapshot of the store', function () {
  this.timeout(60_000);
  let store: TestStore;

  before(async () => {
    store = await testStore();
  });
  after(() => store.end());

  it('is one moment in all collections, whatever is written, dropped and made again while it is read', async () => {
    const db = store.client.db('city');
    const pairs = ['left', 'right'].map((name) => db.collection<Row>(name));
    const rows = Array.from({ length: 3000 }, (_, _id) => ({ _id, turn: 0 }));
    for (const each of pairs) await each.insertMany(rows);
    await db.collection<Row>('gone').insertMany(rows);

    const session = store.client.startSession({ snapshot: true });
    const first = await db.collection<Row>('gone').find({}, { session, batchSize: 1 }).next();
    expect(first).to.deep.equal({ _id: 0, turn: 0 });

    for (let turn = 1; turn <= 20; turn++)
      await Promise.all(pairs.map((each) => each.updateMany({ _id: { $lt: 200 } }, { $set: { turn } })));
    await pairs[0]!.deleteMany({ _id: { $gt: 1000 } });
    await pairs[1]!.insertMany([{ _id: 5000 }]);
    await db.collection('gone').drop();
    await db.collection<Row>('gone').insertMany([{ _id: 9 }]);

    for (const name of ['left', 'right', 'gone']) {
      const seen = await db
        .collection<Row>(name)
        .find({}, { session, batchSize: 100, sort: { _id: 1 } })
        .toArray();
      expect(seen, name).to.deep.equal(rows);
    }
    expect(await db.collection('never').find({}, { session }).toArray()).to.deep.equal([]);
    await session.endSession();
    expect(await pairs[0]!.countDocuments()).to.equal(1001);
    expect(await db.collection('gone').find().toArray()).to.deep.equal([{ _id: 9 }]);
  });

  it('holds what was acknowledged before it, and reads documents larger than a piece', async () => {
    const large = store.client.db('city').collection('large');
    const bytes = new Binary(Buffer.alloc(3 * 1024 * 1024, 7));
    for (let round = 0; round < 5; round++) {
      await large.insertOne({ round, bytes });
      const session = store.client.startSession({ snapshot: true });
      expect(await large.find({}, { session }).toArray()).to.have.length(round + 1);
      await session.endSession();
    }
  });

  it('refuses to choose, for it is made to copy everything', async () => {
    const session = store.client.startSession({ snapshot: true });
    const rows = store.client.db('city').collection('left');
    const told = async (find: Promise<unknown>) =>
      find.then(
        () => 'answered',
        (error: Error) => error.message,
      );
    expect(await told(rows.find({ turn: 1 }, { session }).toArray())).to.contain('a filter with the read');
    expect(await told(rows.find({}, { session, limit: 2 }).toArray())).to.contain("'limit' with the read");
    expect(await told(rows.find({}, { session, sort: { turn: 1 } }).toArray())).to.contain('another order');
    expect(await told(rows.countDocuments({}, { session }))).to.contain('snapshot');
    await session.endSession();
  });
});

describe('the end of a snapshot', () => {
  let store: InProcess;
  const lsid = { id: new Binary(Buffer.alloc(16, 5), 4) };
  const read = (readConcern: object) =>
    store.run({
      find: 'rows',
      readConcern: { level: 'snapshot', ...readConcern },
      batchSize: new Int32(1),
      lsid,
    });

  beforeEach(async () => {
    store = inProcess();
    await store.run({ insert: 'rows', documents: [{ _id: 1 }, { _id: 2 }] });
  });
  afterEach(() => store.end());

  async function begun(): Promise<{ atClusterTime: Timestamp; id: unknown }> {
    return ((await read({})) as { cursor: { atClusterTime: Timestamp; id: unknown } }).cursor;
  }

  it('comes with that of its session', async () => {
    const { atClusterTime } = await begun();
    expect(await read({ atClusterTime })).to.include({ ok: 1 });
    await store.run({ endSessions: [lsid] });
    expect(store.snapshots.size).to.equal(0);
    expect(await read({ atClusterTime })).to.include({ ok: 0, code: 239 });
  });

  it('comes after ten minutes without a reader, and its cursor says so', async () => {
    const { atClusterTime } = await begun();
    store.clock.now += 9 * 60_000;
    store.snapshots.expire();
    expect(await read({ atClusterTime })).to.include({ ok: 1 });
    store.clock.now += 11 * 60_000;
    store.snapshots.expire();
    expect(await read({ atClusterTime })).to.include({ ok: 0, code: 239 });
  });

  it('comes with the store, also while one is open', async () => {
    await begun();
    expect(store.snapshots.size).to.equal(1);
  });
});
