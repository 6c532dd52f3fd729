import { Long } from 'bson';
import { expect } from 'chai';
import { type InProcess, inProcess } from './in-process.ts';

type Document = Record<string, unknown>;

const ROWS = 500;
const rows = Array.from({ length: ROWS }, (_, i) => ({
  _id: i,
  n: (i * 7919) % ROWS,
  kind: i % 5,
  word: `word ${i % 25}`,
  tags: [`tag ${i % 7}`, `tag ${i % 11}`],
}));

/** Each lasts for many pieces; what it answers, whole. */
const LONG: [string, Document, (reply: Document) => unknown, unknown][] = [
  ['a count', { count: 'a', query: { word: 'word 7' } }, ({ n }) => n, 20],
  ['a regular expression', { count: 'a', query: { word: { $regex: '(o|0)+rd 7$' } } }, ({ n }) => n, 20],
  [
    'a sort',
    { find: 'a', sort: { n: 1 }, skip: 490, batchSize: 10 },
    (reply) => batchOf(reply).map(({ n }) => n),
    Array.from({ length: 10 }, (_, i) => 490 + i),
  ],
  [
    'a sort with a limit',
    { find: 'a', sort: { n: -1 }, limit: 3 },
    (reply) => batchOf(reply).map(({ n }) => n),
    [499, 498, 497],
  ],
  [
    'groups',
    { aggregate: 'a', pipeline: [{ $group: { _id: '$kind', n: { $sum: 1 } } }], cursor: {} },
    (reply) => batchOf(reply).map(({ n }) => n),
    [100, 100, 100, 100, 100],
  ],
  ['distinct values', { distinct: 'a', key: 'tags' }, ({ values }) => (values as unknown[]).length, 11],
  [
    'the making of an index',
    { createIndexes: 'a', indexes: [{ key: { tags: 1, n: 1 }, name: 'tags_1_n_1' }] },
    ({ numIndexesAfter }) => numIndexesAfter,
    2,
  ],
  [
    'a change of many',
    { update: 'a', updates: [{ q: { kind: 1 }, u: { $set: { seen: true } }, multi: true }] },
    ({ nModified }) => nModified,
    100,
  ],
  ['a removal of many', { delete: 'a', deletes: [{ q: { kind: 2 }, limit: 0 }] }, ({ n }) => n, 100],
  ['dropping', { drop: 'a' }, ({ ok }) => ok, 1],
  [
    'many new ones',
    { insert: 'a', documents: rows.map((row) => ({ ...row, _id: row._id + ROWS })) },
    ({ n }) => n,
    ROWS,
  ],
];

function batchOf({ cursor }: Document): Document[] {
  return (cursor as { firstBatch: Document[] }).firstBatch;
}

describe('a store that yields', () => {
  let store: InProcess;
  beforeEach(async () => {
    store = inProcess();
    await store.run({ insert: 'a', documents: rows });
    await store.run({ insert: 'points', documents: [{ _id: 1, text: 'here' }] });
    // Whatever the machine: every piece is as short as it can be.
    Object.defineProperty(store.slice, 'isOver', { get: () => true });
  });
  afterEach(() => store.end());

  it('copies the whole store in shorter pieces than other reads get', async () => {
    const given: number[] = [];
    store.slice.shorten = (milliseconds) => void given.push(milliseconds);
    await store.run({ find: 'a', batchSize: ROWS });
    expect(given).to.deep.equal([]);
    const copied = await store.run({ find: 'a', batchSize: ROWS, readConcern: { level: 'snapshot' } });
    expect(batchOf(copied)).to.have.length(ROWS);
    // One for each piece; every document was one here.
    expect(given).to.have.length.above(ROWS - 1);
    expect(Math.max(...given)).to.be.at.most(1);
  });

  for (const [name, command, seen, expected] of LONG) {
    it(`reads and writes single documents during ${name}`, async () => {
      let over = false;
      const long = store.run(command).finally(() => {
        over = true;
      });
      let read = 0;
      while (!over) {
        const reply = await store.run({ find: 'points', filter: { _id: 1 }, limit: 1 });
        expect(batchOf(reply)).to.have.length(1);
        await store.run({ update: 'points', updates: [{ q: { _id: 1 }, u: { $inc: { times: 1 } } }] });
        read++;
      }
      expect(seen(await long)).to.deep.equal(expected);
      expect(read).to.be.above(20);
      const [point] = batchOf(await store.run({ find: 'points' }));
      expect(point).to.include({ times: read });
    });
  }

  it('ends a command whose time is over, in whatever it is', async () => {
    for (const [name, command] of LONG) {
      const long = store.run({ ...command, maxTimeMS: 50 });
      await store.run({ ping: 1 });
      store.clock.now += 100;
      expect(await long, name).to.include({ ok: 0, code: 50 });
    }
    expect(await store.run({ count: 'points' })).to.include({ n: 1 });
  });

  it('fills an index with what is written, changed and removed while it is made', async () => {
    const made = store.run({
      createIndexes: 'a',
      indexes: [{ key: { word: 1, n: 1 }, name: 'word_1_n_1' }],
    });
    for (let i = 0; i < 40; i++) {
      const id = i * 12;
      await store.run({ update: 'a', updates: [{ q: { _id: id }, u: { $set: { word: 'changed' } } }] });
      await store.run({ delete: 'a', deletes: [{ q: { _id: id + 1 }, limit: 1 }] });
      await store.run({ insert: 'a', documents: [{ _id: ROWS + i, word: 'new', n: i }] });
    }
    expect(await made).to.include({ ok: 1, numIndexesAfter: 2 });
    for (const word of ['changed', 'new'])
      expect(await store.run({ count: 'a', query: { word } }), word).to.include({ n: 40 });
    const all = await store.run({ find: 'a', sort: { word: 1, n: 1 }, batchSize: 5000 });
    expect(batchOf(all)).to.have.length(ROWS);
    for (let i = 0; i < 25; i++) {
      const query = { word: `word ${i}` };
      const { n } = await store.run({ count: 'a', query });
      const { n: scanned } = await store.run({ count: 'a', query: { $or: [query, { nothing: 1 }] } });
      expect(n, query.word).to.equal(scanned);
    }
  });

  it('says of a unique index that cannot be made which value is there twice, and leaves nothing of it', async () => {
    const command = {
      createIndexes: 'a',
      indexes: [{ key: { kind: 1 }, name: 'kind_1', unique: true }],
    };
    expect(await store.run(command)).to.include({ ok: 0, code: 11000 });
    expect(batchOf(await store.run({ listIndexes: 'a' }))).to.have.length(1);
    expect(await store.run({ insert: 'a', documents: [{ _id: -1, kind: 1 }] })).to.include({ n: 1 });
  });

  it('keeps the entry of one document when another, not yet reached, gives up the same value', async () => {
    await store.run({ delete: 'a', deletes: [{ q: { _id: { $nin: [0, 499, 250] } }, limit: 0 }] });
    await store.run({ update: 'a', updates: [{ q: {}, u: { $set: { key: 'same' } }, multi: true }] });
    const made = store.run({
      createIndexes: 'a',
      indexes: [{ key: { key: 1 }, name: 'key_1', unique: true }],
    });
    await store.run({ delete: 'a', deletes: [{ q: { _id: 499 }, limit: 1 }] });
    await store.run({ delete: 'a', deletes: [{ q: { _id: 250 }, limit: 1 }] });
    await made;
    await store.run({ createIndexes: 'a', indexes: [{ key: { key: 1 }, name: 'key_1', unique: true }] });
    const [row] = batchOf(await store.run({ find: 'a', filter: { key: 'same' } }));
    expect(row).to.include({ _id: 0 });
  });

  it('gives a job to one of two that look for it at the same time, however long they look', async () => {
    await store.run({ update: 'a', updates: [{ q: { _id: 350 }, u: { $set: { state: 'ready' } } }] });
    const claim = () =>
      store.run({
        findAndModify: 'a',
        query: { state: 'ready' },
        update: { $set: { state: 'taken' } },
      });
    const claims = await Promise.all([claim(), claim(), claim()]);
    expect(claims.filter(({ value }) => value !== null)).to.have.length(1);
  });

  it('ends a reader and a writer whose collection goes meanwhile', async () => {
    const reading = store.run({ count: 'a', query: { word: 'x' } });
    const changing = store.run({ update: 'a', updates: [{ q: {}, u: { $set: { x: 1 } }, multi: true }] });
    await store.run({ ping: 1 });
    await store.run({ drop: 'a' });
    expect(await reading).to.include({ ok: 0, code: 175 });
    expect((await changing).ok).to.be.oneOf([0, 1]);
    expect(await store.run({ count: 'a' })).to.include({ n: 0 });
  });

  it('reads no further for a client that has gone; a write goes on', async () => {
    const gone = () => false;
    expect(await store.run({ count: 'a', query: { word: 'word 7' } }, gone)).to.deep.equal({});
    await store.run({ delete: 'a', deletes: [{ q: { kind: 2 }, limit: 0 }] }, gone);
    expect(await store.run({ count: 'a' })).to.include({ n: ROWS - 100 });
  });

  it('gives a cursor the rest of what it began', async () => {
    const first = await store.run({ find: 'a', sort: { n: 1 }, batchSize: 2 });
    const { id } = first.cursor as { id: number };
    const more = await store.run({ getMore: Long.fromNumber(id), collection: 'a', batchSize: 5000 });
    const rest = (more.cursor as { nextBatch: Document[] }).nextBatch;
    expect(rest.map(({ n }) => n)).to.deep.equal(Array.from({ length: ROWS - 2 }, (_, i) => i + 2));
  });
});
