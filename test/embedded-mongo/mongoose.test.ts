import { expect } from 'chai';
import MongoStore from 'connect-mongo';
import type { SessionData } from 'express-session';
import type { CommandStartedEvent } from 'mongodb';
import mongoose from 'mongoose';
import { unsupportedParts } from '../../server/embedded-mongo/index.ts';
import { type TestStore, testStore } from './support.ts';

const itemSchema = new mongoose.Schema(
  {
    code: { type: String, required: true, unique: true },
    state: String,
    votes: { type: Number, default: 0 },
    tags: [String],
    steps: [{ name: String, at: Date }],
    dueAt: Date,
  },
  { timestamps: true, optimisticConcurrency: true },
);
itemSchema.index({ state: 1, dueAt: -1 });
itemSchema.index({ tags: 1 }, { sparse: true });

describe('the store under unmodified libraries', () => {
  let store: TestStore;
  let connection: mongoose.Connection;
  const sent: CommandStartedEvent[] = [];
  before(async () => {
    store = await testStore();
    connection = await mongoose.createConnection(store.uri, { monitorCommands: true }).asPromise();
    connection.getClient().on('commandStarted', (event) => sent.push(event));
  });
  after(async () => {
    await connection.close();
    await store.end();
  });

  it('saves, changes and finds a mongoose document', async () => {
    const Item = connection.model('Item', itemSchema);
    await Item.init();
    const item = await Item.create({
      code: 'A-1',
      state: 'new',
      tags: ['road'],
      steps: [{ name: 'sent', at: new Date(0) }],
    });
    item.votes = 3;
    item.tags.push('water');
    item.steps[0]!.name = 'received';
    await item.save();
    const found = await Item.findOne({ code: 'A-1' }).orFail();
    expect(found.toObject()).to.deep.include({ votes: 3, state: 'new', tags: ['road', 'water'] });
    expect(found.steps[0]?.name).to.equal('received');
    expect(found.get('__v')).to.equal(1);
  });

  it('tells a stale save from a fresh one', async () => {
    const Item = connection.model('Item');
    await Item.create({ code: 'A-2', state: 'new' });
    const [one, two] = await Promise.all([
      Item.findOne({ code: 'A-2' }).orFail(),
      Item.findOne({ code: 'A-2' }).orFail(),
    ]);
    one.set('state', 'open');
    await one.save();
    two.set('state', 'closed');
    const error = await two.save().catch((reason: Error) => reason);
    expect(error).to.be.instanceOf(mongoose.Error.VersionError);
    expect((await Item.findOne({ code: 'A-2' }).orFail()).get('state')).to.equal('open');
  });

  it('reports a duplicate with its index and value', async () => {
    const Item = connection.model('Item');
    await Item.create({ code: 'A-3' });
    const error = await Item.create({ code: 'A-3' }).catch((reason) => reason);
    expect(error).to.deep.include({ code: 11000, keyPattern: { code: 1 }, keyValue: { code: 'A-3' } });
  });

  it('makes indexes once and keeps their options', async () => {
    const Item = connection.model('Item');
    await Item.createIndexes();
    const indexes = await Item.collection.indexes();
    expect(indexes.map((index) => index.name)).to.deep.equal([
      '_id_',
      'code_1',
      'state_1_dueAt_-1',
      'tags_1',
    ]);
    expect(indexes[1]).to.deep.include({ unique: true, key: { code: 1 } });
    expect(indexes[3]).to.deep.include({ sparse: true });
    expect(await Item.diffIndexes()).to.deep.equal({ toDrop: [], toCreate: [] });
  });

  it('updates, upserts, counts, groups and pages', async () => {
    const Item = connection.model('Item');
    await Item.insertMany(
      [1, 2, 3, 4, 5].map((n) => ({ code: `B-${n}`, state: 'b', votes: n, dueAt: new Date(n) })),
    );
    await Item.updateMany(
      { state: 'b', votes: { $gte: 4 } },
      { $inc: { votes: 10 }, $push: { tags: { $each: ['x', 'y'], $slice: -1 } } },
    );
    const page = await Item.find({ state: 'b' })
      .sort({ dueAt: -1 })
      .skip(1)
      .limit(2)
      .select('code votes tags -_id')
      .lean();
    expect(page).to.deep.equal([
      { code: 'B-4', votes: 14, tags: ['y'] },
      { code: 'B-3', votes: 3, tags: [] },
    ]);
    const sums = await Item.aggregate([
      { $match: { state: 'b' } },
      { $group: { _id: '$state', votes: { $sum: '$votes' }, count: { $sum: 1 } } },
    ]);
    expect(sums).to.deep.equal([{ _id: 'b', votes: 35, count: 5 }]);
    const made = await Item.findOneAndUpdate(
      { code: 'C-1' },
      { $setOnInsert: { state: 'c' } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(made?.get('state')).to.equal('c');
    expect(await Item.countDocuments({ state: 'b' })).to.equal(5);
    expect(await Item.distinct('state', { code: /^[BC]-/ })).to.have.members(['b', 'c']);
    expect(await Item.bulkWrite([{ deleteMany: { filter: { state: 'b' } } }])).to.deep.include({
      deletedCount: 5,
    });
  });

  it('reads long lists in batches', async () => {
    const Item = connection.model('Item');
    await Item.insertMany(Array.from({ length: 450 }, (_, n) => ({ code: `L-${n}`, state: 'long' })));
    let count = 0;
    for await (const item of Item.find({ state: 'long' }).batchSize(100).cursor()) if (item) count++;
    expect(count).to.equal(450);
  });

  it('keeps sessions for connect-mongo', async () => {
    const sessions = MongoStore.create({ client: store.client, ttl: 60, touchAfter: 0 });
    const call = <T>(run: (done: (error: unknown, value?: T | null) => void) => void) =>
      new Promise<T | null | undefined>((resolve, reject) => {
        run((error, value) => (error ? reject(error) : resolve(value)));
      });
    const session = { cookie: { originalMaxAge: 1000 }, user: 'u1' } as unknown as SessionData;
    await call((done) => sessions.set('s1', session, done));
    expect(await call<SessionData>((done) => sessions.get('s1', done))).to.deep.include({ user: 'u1' });
    await call((done) => sessions.touch('s1', session, done));
    expect(await call<number>((done) => sessions.length(done))).to.equal(1);
    const indexes = await store.client.db().collection('sessions').indexes();
    expect(indexes[1]).to.deep.include({ expireAfterSeconds: 0 });
    await call((done) => sessions.destroy('s1', done));
    expect(await call((done) => sessions.get('s1', done))).to.not.be.ok;
    sessions.on('error', () => {});
    (sessions as unknown as { timer?: NodeJS.Timeout }).timer?.unref();
  });

  it('documents everything that these libraries sent', () => {
    expect(sent.length).to.be.greaterThan(20);
    expect(sent.flatMap((event) => unsupportedParts(event.command))).to.deep.equal([]);
  });

  it('names what a command has beyond the documented', () => {
    expect(unsupportedParts({ find: 'a', filter: { x: { $near: 1 } }, hint: { x: 1 } })).to.deep.equal([
      'find.hint',
      '$near',
    ]);
    expect(unsupportedParts({ watch: 1 })).to.deep.equal(['watch']);
    expect(
      unsupportedParts({ update: 'a', updates: [{ q: {}, u: { $bit: {} }, collation: {} }] }),
    ).to.have.members(['update.updates.collation', '$bit']);
  });
});
