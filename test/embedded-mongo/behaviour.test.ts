import { randomBytes } from 'node:crypto';
import { Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import { type InProcess, inProcess } from './in-process.ts';

type Document = Record<string, unknown>;

/** Filter, then the documents that MongoDB's manual says it matches. */
const FILTERS: [Document, Document[], number[]][] = [
  [{ a: null }, [{}, { a: null }, { a: 1 }, { a: [] }, { a: [null] }], [0, 1, 4]],
  [{ 'a.b': null }, [{ a: [] }, { a: [1] }, { a: [{}] }, { a: 5 }, { a: { b: 1 } }], [2, 3]],
  [{ a: { $exists: false } }, [{}, { a: null }], [0]],
  [{ a: { $ne: 1 } }, [{}, { a: 1 }, { a: [1, 2] }, { a: 2 }], [0, 3]],
  [{ a: { $nin: [1, null] } }, [{}, { a: 1 }, { a: 2 }], [2]],
  [{ a: { $not: { $gt: 1 } } }, [{}, { a: 1 }, { a: 2 }, { a: 'x' }], [0, 1, 3]],
  [{ a: { $gt: 1 } }, [{ a: 2 }, { a: 'z' }, { a: null }, { a: [0, 5] }, { a: Number.NaN }], [0, 3]],
  [{ a: { $gte: null } }, [{}, { a: null }, { a: 0 }], [0, 1]],
  [{ a: { $lte: Number.NaN } }, [{ a: Number.NaN }, { a: 1 }], [0]],
  [{ a: [1, 2] }, [{ a: [1, 2] }, { a: [2, 1] }, { a: [[1, 2]] }], [0, 2]],
  [{ a: { x: 1, y: 2 } }, [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }], [0]],
  [{ 'a.0': 1 }, [{ a: [1, 2] }, { a: [2, 1] }, { a: { 0: 1 } }], [0, 2]],
  [{ 'a.1': 2 }, [{ a: [5, [2, 4]] }, { a: [5, 2] }], [1]],
  [{ a: { $all: [1, 2] } }, [{ a: [2, 1, 3] }, { a: [1] }, { a: 1 }], [0]],
  [{ a: { $all: [] } }, [{ a: [] }, {}], []],
  [{ a: { $size: 1 } }, [{ a: [1] }, { a: [] }, { a: 1 }, { a: [[1]] }], [0, 3]],
  [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, [{ a: [1, 3] }, { a: [0, 2] }, { a: 2 }], [1]],
  [
    { a: { $elemMatch: { x: 1, y: 2 } } },
    [{ a: [{ x: 1 }, { y: 2 }] }, { a: [{ x: 1, y: 2 }] }, { a: { x: 1, y: 2 } }],
    [1],
  ],
  [{ a: { $type: 'array' } }, [{ a: [] }, { a: 1 }], [0]],
  [{ a: { $type: ['string', 'null'] } }, [{ a: 'x' }, { a: null }, {}, { a: ['y'] }], [0, 1, 3]],
  [{ a: { $type: 'number' } }, [{ a: 1 }, { a: 1.5 }, { a: '1' }], [0, 1]],
  [{ a: { $mod: [4, 0] } }, [{ a: 8 }, { a: 8.5 }, { a: -4 }, { a: 'x' }], [0, 1, 2]],
  [{ a: /^x/i }, [{ a: 'Xy' }, { a: 'yx' }, { a: ['z', 'x'] }], [0, 2]],
  [{ a: { $regex: 'a.c$', $options: 's' } }, [{ a: 'a\nc' }, { a: 'abc\n' }, { a: 'abcd' }], [0, 1]],
  [{ a: { $regex: '^Đường\\-1' } }, [{ a: 'Đường-1' }, { a: 'Duong-1' }], [0]],
  [{ a: { $in: [/^b/, 3] } }, [{ a: 'bc' }, { a: 3 }, { a: 'cb' }], [0, 1]],
  [{ $nor: [{ a: 1 }, { b: 1 }] }, [{ a: 1 }, { b: 1 }, {}], [2]],
  [{ $expr: { $gt: ['$a', '$b'] } }, [{ a: 2, b: 1 }, { a: 1, b: 2 }, { a: 1 }], [0, 2]],
  [
    { a: 1 },
    [{ a: Long.fromNumber(1) }, { a: new Double(1) }, { a: new Int32(1) }, { a: true }, { a: '1' }],
    [0, 1, 2],
  ],
];

/** Document, update, and the document afterwards. */
const UPDATES: [Document, Document, Document][] = [
  [{ a: 1 }, { $set: { c: 1, b: 2 } }, { a: 1, b: 2, c: 1 }],
  [{}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  [{ a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  [{ a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  [{ a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
  [{ a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
  [
    { a: 3, b: 3 },
    { $min: { a: 2, c: 1 }, $max: { b: 2 } },
    { a: 2, b: 3, c: 1 },
  ],
  [{ a: [1] }, { $push: { a: { $each: [5, 3, 4], $sort: -1, $slice: 3 } } }, { a: [5, 4, 3] }],
  [{}, { $push: { a: { $each: [3, 1, 2], $sort: 1, $slice: -2 } } }, { a: [2, 3] }],
  [{ a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
  [{ a: [{ n: 2 }] }, { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } }, { a: [{ n: 1 }, { n: 2 }] }],
  [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  [{ a: [1] }, { $addToSet: { a: [1] } }, { a: [1, [1]] }],
  [{ a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
  [{ a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  [{ a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
  [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
  [{ a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
  [{ a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 10 } }, { a: [{ n: 11 }, { n: 12 }] }],
  [{ a: 1 }, { $unset: { 'a.b': '' } }, { a: 1 }],
  [{ a: 1 }, { b: 2 }, { b: 2 }],
  [{ a: true, b: false, c: 1 }, { $set: { a: false, b: true } }, { a: false, b: true, c: 1 }],
  [{ a: true, b: 1 }, { $set: { a: true } }, { a: true, b: 1 }],
  [{ a: 1 }, { $set: { a: true } }, { a: true }],
  [{ a: { b: true } }, { $set: { b: false } }, { a: { b: true }, b: false }],
];

const REFUSALS: [Document, Document, number][] = [
  [{ a: 'x' }, { $inc: { a: 1 } }, 14],
  [{ a: null }, { $inc: { a: 1 } }, 14],
  [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
  [{ a: 1 }, { $push: { a: 1 } }, 2],
  [{ a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  [{ a: 1 }, { $set: { a: 1, 'a.b': 1 } }, 40],
  [{ a: 1 }, { $set: { _id: 2 } }, 66],
  [{ a: 1 }, { _id: 2 }, 66],
  [{ a: 1 }, { $frob: { a: 1 } }, 9],
  [{ a: 1 }, { $bit: { a: { or: 1 } } }, 115],
  [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
  [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
  [{ a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
];

describe("the store's answers", () => {
  let store: InProcess;
  let turn = 0;
  before(() => {
    store = inProcess();
  });
  after(() => store.end());

  for (const [filter, documents, matched] of FILTERS) {
    it(`finds by ${JSON.stringify(filter, (_, value) => (value instanceof RegExp ? String(value) : value))}`, async () => {
      const name = `f${turn++}`;
      await store.run({ insert: name, documents: documents.map((each, i) => ({ _id: i, ...each })) });
      const { cursor } = await store.run({ find: name, filter });
      expect((cursor as { firstBatch: Document[] }).firstBatch.map((each) => each._id)).to.deep.equal(
        matched,
      );
    });
  }

  async function update(
    document: Document,
    statement: Document,
  ): Promise<{ reply: Document; after: Document }> {
    const name = `u${turn++}`;
    await store.run({ insert: name, documents: [{ _id: 1, ...document }] });
    const reply = await store.run({ update: name, updates: [{ q: { _id: 1 }, ...statement }] });
    const { cursor } = await store.run({ find: name });
    const { _id, ...after } = (cursor as { firstBatch: Document[] }).firstBatch[0]!;
    return { reply, after };
  }

  for (const [before, change, wanted] of UPDATES) {
    it(`changes ${JSON.stringify(before)} by ${JSON.stringify(change)}`, async () => {
      const { reply, after } = await update(before, { u: change });
      expect(reply).to.deep.equal({
        n: 1,
        nModified: JSON.stringify(before) === JSON.stringify(wanted) ? 0 : 1,
        ok: 1,
      });
      expect(JSON.stringify(after)).to.equal(JSON.stringify(wanted));
    });
  }

  for (const [before, change, code] of REFUSALS) {
    it(`refuses ${JSON.stringify(change)} on ${JSON.stringify(before)} with ${code}`, async () => {
      const { reply } = await update(before, { u: change });
      expect((reply.writeErrors as Document[])[0]).to.include({ code, index: 0 });
      expect(reply).to.include({ n: 0, nModified: 0, ok: 1 });
    });
  }

  it('keeps the indexes to flags that are set on many at once, and an _id that is one', async () => {
    await store.run({
      createIndexes: 'flags',
      indexes: [
        { key: { waits: 1, at: 1 }, name: 'waiting', partialFilterExpression: { waits: true } },
        { key: { seen: 1 }, name: 'seen' },
      ],
    });
    const documents = [1, 2, 3].map((at) => ({ _id: at, waits: true, seen: false, at }));
    await store.run({ insert: 'flags', documents });
    const u = { $set: { waits: false, seen: true } };
    const marked = await store.run({
      update: 'flags',
      updates: [{ q: { _id: { $in: [1, 3] } }, u, multi: true }],
    });
    expect(marked).to.deep.equal({ n: 2, nModified: 2, ok: 1 });
    const ids = async (filter: Document) => {
      const { cursor } = await store.run({ find: 'flags', filter, sort: { at: 1 } });
      return (cursor as { firstBatch: Document[] }).firstBatch.map(({ _id }) => _id);
    };
    expect(await ids({ waits: true })).to.deep.equal([2]);
    expect(await ids({ seen: true })).to.deep.equal([1, 3]);
    await store.run({ insert: 'flags', documents: [{ _id: false }] });
    const own = await store.run({
      update: 'flags',
      updates: [{ q: { _id: false }, u: { $set: { _id: true } } }],
    });
    expect((own.writeErrors as Document[])[0]).to.include({ code: 66 });
  });

  it('puts $ and array filters where the query and the filter say', async () => {
    const document = { a: [{ n: 1 }, { n: 2 }, { n: 3 }] };
    const name = `p${turn++}`;
    await store.run({ insert: name, documents: [{ _id: 1, ...document }] });
    await store.run({
      update: name,
      updates: [{ q: { a: { $elemMatch: { n: 2 } } }, u: { $set: { 'a.$.hit': true } } }],
    });
    await store.run({
      update: name,
      updates: [{ q: {}, u: { $set: { 'a.$[e].late': true } }, arrayFilters: [{ 'e.n': { $gte: 2 } }] }],
    });
    const { cursor } = await store.run({ find: name, projection: { _id: 0 } });
    expect((cursor as { firstBatch: unknown[] }).firstBatch).to.deep.equal([
      { a: [{ n: 1 }, { n: 2, hit: true, late: true }, { n: 3, late: true }] },
    ]);
  });

  it('grows an int to a long and keeps a double a double', async () => {
    const name = `n${turn++}`;
    await store.run({ insert: name, documents: [{ _id: 1, i: new Int32(2 ** 31 - 1), d: new Double(1) }] });
    await store.run({ update: name, updates: [{ q: {}, u: { $inc: { i: 1, d: 1 } } }] });
    const { cursor } = await store.run({
      find: name,
      filter: { i: { $type: 'long' }, d: { $type: 'double' } },
    });
    expect((cursor as { firstBatch: unknown[] }).firstBatch).to.deep.equal([{ _id: 1, i: 2 ** 31, d: 2 }]);
  });

  it('makes an upsert from the equalities of its filter', async () => {
    const name = `s${turn++}`;
    const u = { $set: { z: 1 }, $setOnInsert: { y: 2 } };
    const q = { $and: [{ a: 1 }, { 'b.c': { $eq: 2 } }], n: { $gt: 5 } };
    const reply = await store.run({ update: name, updates: [{ q, u, upsert: true }] });
    expect(reply).to.deep.include({ n: 1, nModified: 0 });
    const { cursor } = await store.run({ find: name, projection: { _id: 0 } });
    expect((cursor as { firstBatch: unknown[] }).firstBatch).to.deep.equal([
      { a: 1, b: { c: 2 }, y: 2, z: 1 },
    ]);
  });

  it('ends an ordered insert at its fault and goes on in an unordered one', async () => {
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    expect(await store.run({ insert: 'ordered', documents })).to.deep.include({ n: 1 });
    const reply = await store.run({ insert: 'unordered', documents, ordered: false });
    expect(reply).to.deep.include({ n: 2 });
    expect((reply.writeErrors as Document[])[0]).to.deep.include({
      index: 1,
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 1 },
    });
  });

  for (const [command, named] of [
    [{ find: 'a', hint: 'x' }, /hint/],
    [{ find: 'a', collation: {} }, /collation/],
    [{ find: 'a', filter: { $where: '1' } }, /\$where/],
    [{ find: 'a', filter: { x: { $near: 1 } } }, /\$near/],
    [{ find: 'a', projection: { x: '$y' } }, /x/],
    [{ find: 'a', tailable: true }, /tailable/],
    [{ aggregate: 'a', pipeline: [{ $lookup: {} }], cursor: {} }, /\$lookup/],
    [
      { aggregate: 'a', pipeline: [{ $group: { _id: null, x: { $stdDevPop: 1 } } }], cursor: {} },
      /\$stdDevPop/,
    ],
    [{ aggregate: 'a', pipeline: [{ $project: { x: { $toUpper: '$y' } } }], cursor: {} }, /\$toUpper/],
    [{ createIndexes: 'a', indexes: [{ key: { x: 'text' }, name: 'x' }] }, /text/],
    [{ createIndexes: 'a', indexes: [{ key: { x: 1 }, name: 'x', collation: {} }] }, /collation/],
    [{ create: 'a', capped: true }, /capped/],
    [{ insert: 'a', documents: [{}], txnNumber: 1 }, /Transaction/],
    [{ mapReduce: 'a' }, /mapReduce/],
  ] as [Document, RegExp][]) {
    it(`refuses by name ${JSON.stringify(command)}`, async () => {
      const reply = await store.run(command);
      expect(reply).to.include({ ok: 0 });
      expect(reply.errmsg).to.match(named);
    });
  }
});

describe('time in the store', () => {
  let store: InProcess;
  beforeEach(() => {
    store = inProcess();
  });
  afterEach(() => store.end());

  it('ends a cursor that nobody reads for ten minutes, and no other', async () => {
    await store.run({ insert: 'a', documents: Array.from({ length: 10 }, (_, i) => ({ _id: i })) });
    const open = async () => ((await store.run({ find: 'a', batchSize: 2 })).cursor as { id: number }).id;
    const [read, unread] = [await open(), await open()];
    const more = (id: number) => store.run({ getMore: Long.fromNumber(id), collection: 'a', batchSize: 2 });
    store.clock.now += 6 * 60_000;
    expect(await more(read)).to.include({ ok: 1 });
    store.clock.now += 6 * 60_000;
    expect(await more(read)).to.include({ ok: 1 });
    store.cursors.expire();
    expect(store.cursors.size).to.equal(1);
    expect(await more(unread)).to.include({ ok: 0, code: 43 });
  });

  it('lets a cursor go on while documents come and go', async () => {
    await store.run({ insert: 'a', documents: Array.from({ length: 1000 }, (_, i) => ({ _id: i })) });
    const { cursor } = await store.run({ find: 'a', filter: { _id: { $gte: 0 } }, batchSize: 10 });
    const { id } = cursor as { id: number };
    await store.run({ delete: 'a', deletes: [{ q: { _id: { $gte: 500 } }, limit: 0 }] });
    const rest = (await store.run({ getMore: Long.fromNumber(id), collection: 'a' })).cursor as {
      nextBatch: Document[];
      id: number;
    };
    const seen = rest.nextBatch.map((each) => each._id as number);
    expect(seen.slice(0, 3)).to.deep.equal([10, 11, 12]);
    expect(new Set(seen).size).to.equal(seen.length);
    expect(seen.length).to.be.within(490, 990);
    expect(rest.id).to.equal(0);
  });

  it('removes by a TTL index what has expired', async () => {
    await store.run({
      createIndexes: 'a',
      indexes: [{ key: { at: 1 }, name: 'at', expireAfterSeconds: 60 }],
    });
    const at = (seconds: number) => new Date(store.clock.now + seconds * 1000);
    const documents = [
      { _id: 1, at: at(-61) },
      { _id: 2, at: at(-59) },
      { _id: 3 },
      { _id: 4, at: 'x' },
      { _id: 5, at: [at(9), at(-99)] },
    ];
    await store.run({ insert: 'a', documents });
    await store.sweep();
    expect((await store.run({ distinct: 'a', key: '_id' })).values).to.deep.equal([2, 3, 4]);
    store.clock.now += 2000;
    await store.sweep();
    expect((await store.run({ distinct: 'a', key: '_id' })).values).to.deep.equal([3, 4]);
  });
});

describe('the limits of the store', () => {
  it('says when it is full, keeps what it has and goes on after a removal', async () => {
    const store = inProcess(1024 * 1024);
    const row = (i: number) => ({ _id: i, text: randomBytes(10_000).toString('hex') });
    let stored = 0;
    let reply: Document = { ok: 1 };
    while (reply.ok === 1 && stored < 200) {
      reply = await store.run({ insert: 'a', documents: [row(stored)] });
      if (reply.ok === 1) stored++;
    }
    expect(reply).to.include({ ok: 0, code: 14031 });
    expect(reply.errmsg).to.match(/full/);
    expect(await store.run({ count: 'a' })).to.include({ n: stored });
    expect(await store.run({ delete: 'a', deletes: [{ q: { _id: { $lt: 20 } }, limit: 0 }] })).to.include({
      n: 20,
    });
    await store.run({ insert: 'b', documents: [{ _id: 1 }] });
    expect(await store.run({ insert: 'a', documents: [row(1000)] })).to.include({ ok: 1, n: 1 });
    await store.end();
  });

  it('refuses a document above 16 MB and an _id above its key', async () => {
    const store = inProcess();
    await store.run({ insert: 'a', documents: [{ _id: 1, text: 'x'.repeat(9 * 1024 * 1024) }] });
    const updates = [{ q: { _id: 1 }, u: { $set: { more: 'x'.repeat(8 * 1024 * 1024) } } }];
    const large = await store.run({ update: 'a', updates });
    expect((large.writeErrors as Document[])[0]).to.include({ code: 10334 });
    const long = await store.run({ insert: 'a', documents: [{ _id: 'x'.repeat(500) }] });
    expect((long.writeErrors as Document[])[0]?.errmsg).to.match(/_id of more than/);
    await store.end();
  });

  it('indexes values longer than a key: equality exact, order by sorting', async () => {
    const store = inProcess();
    const long = (end: string) => `${'x'.repeat(3000)}${end}`;
    await store.run({ createIndexes: 'a', indexes: [{ key: { t: 1 }, name: 't', unique: true }] });
    await store.run({
      insert: 'a',
      documents: ['c', 'a', 'd', 'b'].map((end) => ({ _id: end, t: long(end) })),
    });
    const find = async (rest: Document) =>
      ((await store.run({ find: 'a', ...rest })).cursor as { firstBatch: Document[] }).firstBatch.map(
        (each) => each._id,
      );
    expect(await find({ filter: { t: long('b') } })).to.deep.equal(['b']);
    expect(await find({ sort: { t: 1 } })).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(await find({ filter: { t: { $gt: long('b') } }, sort: { t: -1 } })).to.deep.equal(['d', 'c']);
    const twice = await store.run({ insert: 'a', documents: [{ _id: 'e', t: long('a') }] });
    expect((twice.writeErrors as Document[])[0]).to.include({ code: 11000 });
    await store.end();
  });
});
