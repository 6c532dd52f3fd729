import { Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import { type InProcess, inProcess } from './in-process.ts';

type Document = Record<string, unknown>;

const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1]));

function nested(levels: number): Document {
  let inner: Document = {};
  for (let level = 1; level < levels; level++) inner = { a: inner };
  return inner;
}

function partial(filter: Document): Document {
  return {
    createIndexes: 'p',
    indexes: [{ key: { a: 1 }, name: 'partial', partialFilterExpression: filter }],
  };
}

function onId(options: Document, key: Document = { _id: 1 }): Document {
  return { createIndexes: 'p', indexes: [{ key, name: 'own', ...options }] };
}

/** What a MongoDB server refuses, with its code and a part of its message: who passes here must pass there. */
const REFUSED: [Document, number, string][] = [
  [partial({ a: { $ne: 1 } }), 67, 'Expression not supported in partial index: $not'],
  [partial({ a: { $not: { $gt: 1 } } }), 67, 'Expression not supported in partial index: $not'],
  [partial({ a: { $nin: [1] } }), 67, 'Expression not supported in partial index: $not'],
  [partial({ a: { $exists: false } }), 67, 'Expression not supported in partial index: $not'],
  [partial({ $nor: [{ a: 1 }] }), 67, 'Expression not supported in partial index: $nor'],
  [partial({ a: { $regex: 'x' } }), 67, 'Expression not supported in partial index'],
  [partial({ a: /x/ }), 67, 'Expression not supported in partial index'],
  [partial({ a: { $mod: [2, 0] } }), 67, 'Expression not supported in partial index'],
  [partial({ a: { $size: 2 } }), 67, 'Expression not supported in partial index'],
  [partial({ a: { $elemMatch: { $gt: 1 } } }), 67, 'Expression not supported in partial index'],
  [partial({ a: { $elemMatch: { b: 1 } } }), 67, 'Expression not supported in partial index'],
  [partial({ $or: [{ a: 1 }, { b: { $ne: 1 } }] }), 67, 'Expression not supported in partial index: $not'],
  [partial({ $expr: { $eq: ['$a', 1] } }), 224, '$expr is not allowed in this context'],
  [onId({ expireAfterSeconds: 5 }), 197, "The field 'expireAfterSeconds' is not valid for an _id index"],
  [onId({ sparse: true }), 197, "The field 'sparse' is not valid for an _id index"],
  [onId({ unique: true }), 197, "The field 'unique' is not valid for an _id index"],
  [
    onId({ partialFilterExpression: { a: 1 } }),
    197,
    "The field 'partialFilterExpression' is not valid for an _id index",
  ],
  [onId({}, { _id: -1 }), 2, "The field 'key' for an _id index must be {_id: 1}, but got"],
  [onId({ name: '_id_' }, { a: 1 }), 2, "The index name '_id_' is reserved for the _id index"],
  [onId({}, fields(33)), 13103, 'too many compound keys'],
  [{ find: 'p', sort: fields(33) }, 13103, 'too many compound keys'],
  [{ insert: 'p', documents: [nested(181)] }, 15, 'exceeds 180 levels of nesting'],
  [
    { update: 'p', updates: [{ q: { _id: 1 }, u: { $set: { deep: nested(180) } } }] },
    15,
    'exceeds maximum nested object depth: 180',
  ],
  [
    { find: 'p', readConcern: { levl: 'local' } },
    40415,
    "BSON field 'readConcern.levl' is an unknown field.",
  ],
  [{ find: 'p', readConcern: { afterClusterTime: 5 } }, 115, 'readConcern.afterClusterTime'],
  [{ find: 'p', readConcern: 5 }, 14, 'readConcern'],
  [
    { insert: 'p', documents: [{}], writeConcern: { w: 1, jj: true } },
    40415,
    "BSON field 'WriteConcernOptions.jj' is an unknown field.",
  ],
  [{ insert: 'p', documents: [{}], writeConcern: 'majority' }, 14, 'writeConcern'],
  [{ aggregate: 'p', pipeline: [{ $set: { a: '$missing' } }], cursor: {} }, 115, '$set'],
  [
    { aggregate: 'p', pipeline: [{ $project: { a: 1, 'a.b': 1 } }], cursor: {} },
    31249,
    'Path collision at a',
  ],
  [
    { aggregate: 'p', pipeline: [{ $project: { 'a.b': '$c', a: '$d' } }], cursor: {} },
    31250,
    'Path collision',
  ],
  [{ find: 'p', projection: { a: 1, 'a.b': 1 } }, 31249, 'Path collision at a'],
  [{ find: 'p', projection: { 'a.b': 1, a: 1 } }, 31250, 'Path collision at a'],
  [
    { find: 'p', projection: { a: 1, b: 0 } },
    31254,
    'Cannot do exclusion on field b in inclusion projection',
  ],
  [
    { find: 'p', projection: { a: 0, b: 1 } },
    31253,
    'Cannot do inclusion on field b in exclusion projection',
  ],
];

/** What MongoDB takes, so that the refusals above are not too wide. */
const TAKEN: Document[] = [
  partial({}),
  partial({ a: null, b: 'x', c: { $exists: true } }),
  partial({ $and: [{ a: { $gt: 1, $lte: 5 } }, { b: { $type: 'string' } }] }),
  partial({ $or: [{ a: { $in: [1, 2] } }, { $and: [{ b: { $gte: 1 } }, { c: { $lt: 1 } }] }] }),
  onId({ name: '_id_' }),
  onId({}, fields(32)),
  { find: 'p', sort: fields(32) },
  { insert: 'p', documents: [nested(180)] },
  { find: 'p', readConcern: { level: 'majority' } },
  { insert: 'p', documents: [{}], writeConcern: { w: 'majority', j: true, wtimeout: 500 } },
  { buildinfo: 1 },
];

describe('the store beside a MongoDB server', () => {
  let store: InProcess;
  beforeEach(async () => {
    store = inProcess();
    await store.run({ insert: 'p', documents: [{ _id: 1, a: 1 }] });
  });
  afterEach(() => store.end());

  for (const [command, code, text] of REFUSED) {
    it(`refuses with ${code} ${shown(command)}`, async () => {
      const reply = await store.run(command);
      const fault = ((reply.writeErrors as Document[])?.[0] ?? reply) as Document;
      expect(fault).to.include({ code });
      expect(fault.errmsg).to.include(text);
    });
  }

  for (const command of TAKEN) {
    it(`takes ${shown(command)}`, async () => {
      const reply = await store.run(command);
      expect(reply).to.include({ ok: 1 });
      expect(reply).not.to.have.property('writeErrors');
    });
  }

  it('holds 64 indexes a collection and no more', async () => {
    const indexes = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ key: { [`f${i}`]: 1 }, name: `f${i}` }));
    expect(await store.run({ createIndexes: 'p', indexes: indexes(63) })).to.include({ numIndexesAfter: 64 });
    const reply = await store.run({ createIndexes: 'p', indexes: indexes(64) });
    expect(reply).to.include({ ok: 0, code: 67 });
    expect(reply.errmsg).to.include('add index fails, too many indexes for test.p key:{ f63: 1 }');
    expect(await store.run({ createIndexes: 'p', indexes: indexes(63) })).to.include({ ok: 1 });
  });

  it('uses a partial index of alternatives only where it holds the answer', async () => {
    await store.run(partial({ $or: [{ a: 1 }, { b: { $gt: 5 } }] }));
    const documents = [
      { _id: 2, a: 2, b: 6 },
      { _id: 3, a: 2, b: 1 },
      { _id: 4, a: 1, b: 1 },
    ];
    await store.run({ insert: 'p', documents });
    const ids = async (filter: Document) =>
      (
        (await store.run({ find: 'p', filter, sort: { _id: 1 } })).cursor as { firstBatch: Document[] }
      ).firstBatch.map(({ _id }) => _id);
    expect(await ids({ a: 2 })).to.deep.equal([2, 3]);
    expect(await ids({ a: 2, b: { $gt: 5 } })).to.deep.equal([2]);
    expect(await ids({ a: 1 })).to.deep.equal([1, 4]);
  });

  it('pulls by conditions on the element that begin with $or, $and and $nor', async () => {
    const list = [{ x: 1 }, { x: 2, y: 5 }, { y: 5 }, 7];
    const pulled = async (condition: Document) => {
      await store.run({ update: 'p', updates: [{ q: { _id: 1 }, u: { $set: { list } } }] });
      await store.run({ update: 'p', updates: [{ q: { _id: 1 }, u: { $pull: { list: condition } } }] });
      const { cursor } = await store.run({ find: 'p', filter: { _id: 1 } });
      return (cursor as { firstBatch: Document[] }).firstBatch[0]!.list;
    };
    expect(await pulled({ $or: [{ x: 1 }, { y: 5 }] })).to.deep.equal([7]);
    expect(await pulled({ $and: [{ x: 2 }, { y: 5 }] })).to.deep.equal([{ x: 1 }, { y: 5 }, 7]);
    expect(await pulled({ $nor: [{ x: 1 }, { x: 2 }] })).to.deep.equal([{ x: 1 }, { x: 2, y: 5 }, 7]);
  });

  it('compares no documents whose names it may have moved', async () => {
    const documents = [
      { _id: 5, d: { 1: 'a', b: 'c' } },
      { _id: 6, d: { 1: 'a' } },
      { _id: 7, d: { b: 'c' } },
    ];
    await store.run({ insert: 'd', documents });
    const find = (d: Document) => store.run({ find: 'd', filter: { d } });
    expect(await find({ b: 'c', 1: 'a' })).to.include({ ok: 0, code: 115 });
    const { cursor } = await store.run({ find: 'd', filter: { 'd.1': 'a' } });
    expect((cursor as { firstBatch: Document[] }).firstBatch).to.have.length(2);
    const one = (await store.run({ find: 'd', filter: { _id: { $gt: 5 }, d: { 1: 'a' } } })).cursor;
    expect((one as { firstBatch: Document[] }).firstBatch.map(({ _id }) => _id)).to.deep.equal([6]);
    const refused = await store.run({
      createIndexes: 'd',
      indexes: [{ key: { d: 1 }, name: 'd' }],
    });
    expect(refused).to.include({ ok: 0, code: 115 });
  });

  it('leaves out what a projected expression does not find', async () => {
    const pipeline = [{ $match: { _id: 1 } }, { $project: { _id: '$none', a: '$missing', b: '$a' } }];
    const { cursor } = await store.run({ aggregate: 'p', pipeline, cursor: {} });
    expect((cursor as { firstBatch: Document[] }).firstBatch).to.deep.equal([{ b: 1 }]);
  });
});

function shown(command: Document): string {
  const text = JSON.stringify(command, (_, value) =>
    value instanceof RegExp || [Int32, Double, Long].some((kind) => value instanceof kind)
      ? String(value)
      : value,
  );
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
