import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { type SlowCommand, shapeOf, startStore } from '../../server/embedded-mongo/index.ts';
import { emptyDirectory } from './support.ts';

const PRIVATE = 'Nguyễn Thị Lan, phố Hàng Bông';

describe('what a store tells of its commands', () => {
  const told: SlowCommand[] = [];
  let client: MongoClient;
  let close: () => Promise<void>;
  before(async () => {
    const store = await startStore({
      directory: emptyDirectory(),
      slowMilliseconds: 0,
      onSlow: (slow) => void told.push(slow),
    });
    client = await MongoClient.connect(store.uri);
    close = store.close;
    const rows = client.db('city').collection('rows');
    await rows.createIndexes([
      { key: { unit: 1, at: -1 }, name: 'unit' },
      { key: { unit: 1, status: 1, due: 1 }, name: 'due' },
    ]);
    await rows.insertMany(
      Array.from({ length: 200 }, (_, i) => ({
        _id: i as never,
        unit: `unit ${i % 4}`,
        status: i % 3 ? 'open' : 'closed',
        at: new Date(i * 1000),
        due: new Date(i * 5000),
        name: PRIVATE,
        points: i,
      })),
    );
  });
  after(async () => {
    await client.close();
    await close();
  });

  async function of(work: (rows: ReturnType<typeof rowsOf>) => Promise<unknown>): Promise<SlowCommand> {
    await work(rowsOf());
    await client.db('city').command({ ping: 1 });
    // It comes from another thread.
    while (told.at(-1)?.command !== 'ping') await new Promise((resolve) => setTimeout(resolve, 5));
    return told.splice(0).at(-2)!;
  }
  const rowsOf = () => client.db('city').collection('rows');

  it('is the plan, and how much was examined for how much', async () => {
    const scan = await of((rows) => rows.find({ name: PRIVATE, points: 7 }).toArray());
    expect(scan).to.include({
      command: 'find',
      collection: 'rows',
      plan: 'COLLSCAN',
      keysExamined: 0,
      documentsExamined: 200,
      returned: 1,
      sorted: false,
    });
    const sorted = await of((rows) => rows.find({ unit: 'unit 1' }).sort({ at: -1 }).limit(5).toArray());
    expect(sorted).to.include({ plan: 'IXSCAN { unit: 1, at: -1 }', documentsExamined: 5, sorted: false });
    const back = await of((rows) => rows.find({ unit: 'unit 1' }).sort({ at: 1 }).limit(5).toArray());
    expect(back).to.include({ plan: 'IXSCAN { unit: 1, at: -1 }', documentsExamined: 5, sorted: false });
    const inMemory = await of((rows) => rows.find({ unit: 'unit 1' }).sort({ points: 1 }).limit(5).toArray());
    expect(inMemory).to.include({ documentsExamined: 50, returned: 5, sorted: true });
    expect(await of((rows) => rows.findOne({ _id: 5 as never }))).to.include({ plan: 'IDHACK' });
  });

  it('reads nothing to say how many documents there are', async () => {
    let all = 0;
    const counted = await of(async (rows) => {
      all = await rows.countDocuments();
    });
    expect(all).to.equal(200);
    expect(counted).to.include({ command: 'aggregate', documentsExamined: 0, keysExamined: 0 });
    const none = client.db('city').collection('empty');
    expect(await none.countDocuments()).to.equal(0);
    expect(await none.aggregate([{ $group: { _id: 1, n: { $sum: 1 } } }]).toArray()).to.deep.equal([]);
    const some = await of((rows) => rows.countDocuments({ unit: 'unit 1' }));
    expect(some.keysExamined).to.be.greaterThan(0);
    await none.insertMany([{ at: 1 }, { at: 2 }, { at: 3 }]);
    await none.deleteOne({ at: 2 });
    expect(await none.countDocuments({})).to.equal(2);
    told.splice(0);
  });

  it('says that an index told everything: counts, groups and distinct values read no document', async () => {
    const without = { documentsExamined: 0 };
    const open = { unit: 'unit 2', status: 'open' };
    expect(await of((rows) => rows.countDocuments(open))).to.include({ ...without, keysExamined: 33 });
    expect(await of((rows) => rows.countDocuments({ unit: /2$/ }))).to.include(without);
    expect(await of((rows) => rows.countDocuments({ ...open, due: { $lt: new Date(9e5) } }))).to.include(
      without,
    );
    const byStatus = [{ $match: { unit: 'unit 2' } }, { $group: { _id: '$status', n: { $sum: 1 } } }];
    expect(await of((rows) => rows.aggregate(byStatus).toArray())).to.include(without);
    expect(await of((rows) => rows.distinct('unit'))).to.include(without);
  });

  it('shows that a condition on a later field of an index is asked before documents are read', async () => {
    const late = { unit: 'unit 2', due: { $lt: new Date(50_000) } };
    const found = await of((rows) => rows.find(late).sort({ status: 1 }).toArray());
    expect(found).to.include({ keysExamined: 50, documentsExamined: 2, returned: 2 });
  });

  it('shows that the newest of several values of an index come without reading all', async () => {
    const newest = await of((rows) =>
      rows
        .find({ unit: { $in: ['unit 0', 'unit 1', 'unit 3'] } })
        .sort({ at: -1 })
        .limit(4)
        .toArray()
        .then((found) => expect(found.map(({ points }) => points)).to.deep.equal([199, 197, 196, 195])),
    );
    expect(newest).to.include({ documentsExamined: 4, sorted: false });
  });

  it('shows that the first after a moment, of several values, come without putting all in order', async () => {
    const wanted = { unit: 'unit 2', status: { $in: ['open', 'closed'] }, due: { $gt: new Date(20_000) } };
    const first = await of((rows) => rows.find(wanted).sort({ due: 1 }).limit(3).toArray());
    expect(first).to.include({ returned: 3, documentsExamined: 3, sorted: false });
    const last = await of((rows) => rows.find(wanted).sort({ due: -1 }).limit(3).toArray());
    expect(last).to.include({ returned: 3, documentsExamined: 3, sorted: false });
  });

  it('holds no value of a person', async () => {
    const rows = rowsOf();
    const seen: SlowCommand[] = [];
    seen.push(
      await of(() =>
        rows.find({ $or: [{ name: PRIVATE }, { name: { $in: [PRIVATE] } }] }, { batchSize: 500 }).toArray(),
      ),
    );
    seen.push(await of(() => rows.updateMany({ name: { $regex: PRIVATE } }, { $set: { name: PRIVATE } })));
    seen.push(await of(() => rows.deleteMany({ name: [PRIVATE], other: { name: PRIVATE } })));
    seen.push(
      await of(() =>
        rows.aggregate([{ $match: { name: PRIVATE } }, { $sort: { at: 1 } }], { batchSize: 500 }).toArray(),
      ),
    );
    seen.push(await of(() => rows.findOneAndUpdate({ name: PRIVATE }, { $set: { x: PRIVATE } })));
    seen.push(await of(() => rows.insertOne({ name: PRIVATE })));
    expect(JSON.stringify(seen)).not.to.include('Lan');
    expect(seen[0]!.shape).to.deep.equal({ filter: { $or: [{ name: '?' }, { name: { $in: '?' } }] } });
    expect(seen[3]!.shape).to.deep.equal({ pipeline: [{ $match: { name: '?' } }, { $sort: { at: 1 } }] });
  });

  it('is as short for a filter of any kind', () => {
    expect(shapeOf({ find: 'a', filter: { a: { $gt: 5, $lt: 9 }, b: null }, sort: { a: -1 } })).to.deep.equal(
      {
        filter: { a: { $gt: '?', $lt: '?' }, b: '?' },
        sort: { a: -1 },
      },
    );
  });
});
