import { expect } from 'chai';
import type { Collection, MongoClient, MongoServerError } from 'mongodb';
import { type InProcess, inProcess } from './in-process.ts';
import { type TestStore, testStore } from './support.ts';

type Document = Record<string, unknown>;

/** Commands that no client library sends, each of which once broke more than itself. */
const BAD: Document[] = [
  { delete: 'x', deletes: [null] },
  { update: 'x', updates: [null] },
  { insert: 'x', documents: [5] },
  { createIndexes: 'x', indexes: [null] },
  { aggregate: 'x', pipeline: [{ $project: { a: {} } }], cursor: {} },
  { aggregate: 'x', pipeline: [null], cursor: {} },
  { find: 'x', sort: 5 },
  { find: 'x', filter: { a: { $in: { b: 1 } } } },
  { killCursors: 'x', cursors: ['y'] },
  { dropIndexes: 'x', index: [5] },
  { findAndModify: 'x', query: {}, update: 5 },
];

describe('readers beside commands that fail', () => {
  const ROWS = 3000;
  let store: TestStore;
  let rows: Collection;
  before(async () => {
    store = await testStore();
    rows = store.client.db('city').collection('rows');
    await rows.insertMany(Array.from({ length: ROWS }, (_, i) => ({ _id: i as never, text: `row ${i}` })));
    await rows.createIndex({ text: 1 });
    await store.client.db('city').collection('x').insertOne({ a: 1 });
  });
  after(() => store.end());

  async function failUntil(client: MongoClient, over: () => boolean): Promise<Map<string, number>> {
    const answers = new Map<string, number>();
    for (let turn = 0; !over(); turn++) {
      const command = BAD[turn % BAD.length]!;
      const code = await client
        .db('city')
        .command(command)
        .then(
          ({ writeErrors }) => (writeErrors as { code: number }[])?.[0]?.code ?? 0,
          (error: MongoServerError) => Number(error.code),
        );
      answers.set(JSON.stringify(command), code);
    }
    return answers;
  }

  async function readWhole(turn: number): Promise<number[]> {
    const ids: number[] = [];
    const sort = turn % 2 ? '_id' : 'text';
    for await (const row of rows.find({}, { batchSize: 50 + turn, sort: [[sort, 1]] }))
      ids.push(row._id as never);
    return ids;
  }

  it('read every row once, however many commands fail in their turn', async () => {
    let over = false;
    const failing = [1, 2, 3].map(() => failUntil(store.client, () => over));
    const read = await Promise.all(Array.from({ length: 20 }, (_, turn) => readWhole(turn))).finally(() => {
      over = true;
    });
    for (const answers of await Promise.all(failing)) {
      for (const [name, code] of answers) expect(code, name).not.to.be.oneOf([0, 1, 8]);
    }
    for (const ids of read) {
      expect(ids).to.have.length(ROWS);
      expect(new Set(ids).size).to.equal(ROWS);
    }
  });
});

describe('commands of one turn', () => {
  let store: InProcess;
  beforeEach(async () => {
    store = inProcess();
    await store.run({ insert: 'a', documents: Array.from({ length: 10 }, (_, i) => ({ _id: i })) });
  });
  afterEach(() => store.end());

  async function open(rest: Document = {}): Promise<Document> {
    const { cursor } = await store.run({ find: 'a', batchSize: 3, ...rest });
    const { Long } = await import('bson');
    return { getMore: Long.fromNumber((cursor as { id: number }).id), collection: 'a', batchSize: 3 };
  }

  it('whose commit fails lose no batch of a cursor', async () => {
    const more = await open();
    store.engine.put = () => {
      throw new Error('a fault that nobody foresaw');
    };
    const [batch, refused] = await Promise.all([
      store.run(more),
      store.run({ insert: 'a', documents: [{ _id: 99 }] }),
    ]);
    expect((batch.cursor as { nextBatch: Document[] }).nextBatch.map((row) => row._id)).to.deep.equal([
      3, 4, 5,
    ]);
    expect(refused).to.include({ ok: 0, code: 8 });
    expect(await store.run({ count: 'a' })).to.include({ n: 10 });
  });

  it('answer a fault that nobody foresaw to the one that has it', async () => {
    const broken = store.cursors.more;
    store.cursors.more = () => {
      throw new TypeError('unforeseen');
    };
    const [read, written] = await Promise.all([
      store.run({ getMore: (await open()).getMore, collection: 'a' }),
      store.run({ insert: 'a', documents: [{ _id: 99 }] }),
    ]);
    store.cursors.more = broken;
    expect(read).to.include({ ok: 0, code: 8 });
    expect(store.faults.map(({ fault }) => fault)).to.deep.equal(['TypeError']);
    expect(store.faults[0]!.stack)
      .to.match(/^ +at /)
      .and.not.contain('unforeseen');
    expect(written).to.include({ ok: 1, n: 1 });
  });

  for (const [what, rest, drop, text] of [
    [
      'index',
      { filter: { n: { $gte: 0 } } },
      { dropIndexes: 'a', index: 'n_1' },
      "query plan killed :: index 'n_1' dropped",
    ],
    ['collection', {}, { drop: 'a' }, 'collection dropped'],
    ['database', {}, { dropDatabase: 1 }, 'collection dropped'],
  ] as [string, Document, Document, string][]) {
    it(`tell a reader that its ${what} is gone`, async () => {
      await store.run({ createIndexes: 'a', indexes: [{ key: { n: 1 }, name: 'n_1' }] });
      await store.run({ update: 'a', updates: [{ q: {}, u: { $set: { n: 1 } }, multi: true }] });
      const more = await open(rest);
      expect(await store.run(drop)).to.include({ ok: 1 });
      const reply = await store.run(more);
      expect(reply).to.include({ ok: 0, code: 175, codeName: 'QueryPlanKilled' });
      expect(reply.errmsg).to.include(text);
      expect(await store.run(more)).to.include({ ok: 0, code: 43 });
    });
  }

  it('let a reader of another index go on', async () => {
    await store.run({ createIndexes: 'a', indexes: [{ key: { n: 1 }, name: 'n_1' }] });
    const more = await open();
    await store.run({ dropIndexes: 'a', index: 'n_1' });
    expect(await store.run(more)).to.include({ ok: 1 });
  });
});
