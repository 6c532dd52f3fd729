import { expect } from 'chai';
import fc from 'fast-check';
import { parseSort, sortKey } from '../../server/embedded-mongo/query/sort.ts';
import { type InProcess, inProcess } from './in-process.ts';

type Document = Record<string, unknown>;

/** Few different values, so that conditions often meet them. */
const scalar = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -1, max: 2 }) },
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'a', 'ab', 'b', 'Đ', '\u{1f600}', 'x'.repeat(170), `${'x'.repeat(170)}y`),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, new Date(0), new Date(5), 0.5, Number.NaN, -0) },
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 4, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 3 }),
  },
);
/** Only `a` may hold arrays: two arrays side by side cannot be indexed, in MongoDB neither. */
const document = fc.record(
  { a: value, b: scalar, c: fc.oneof(scalar, fc.record({ x: scalar })) },
  { requiredKeys: [] },
);

const path = fc.constantFrom('a', 'a', 'a.x', 'a.x', 'a.y', 'a.y', 'b', 'c.x');
const order = fc.constantFrom(1, -1);
const index = fc.record({
  key: fc.uniqueArray(fc.tuple(path, order), { minLength: 1, maxLength: 3, selector: ([name]) => name }),
  kind: fc.constantFrom('plain', 'plain', 'plain', 'sparse', 'partial', 'partial-null'),
});
const condition = fc.oneof(
  scalar,
  value,
  { weight: 3, arbitrary: scalar },
  fc
    .tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), scalar)
    .map(([name, operand]) => ({ [name]: operand })),
  fc
    .tuple(fc.constantFrom('$in', '$nin', '$all'), fc.array(scalar, { maxLength: 3 }))
    .map(([name, list]) => ({ [name]: list })),
  { weight: 3, arbitrary: fc.tuple(scalar, scalar).map(([low, high]) => ({ $gte: low, $lt: high })) },
  fc.boolean().map((wanted) => ({ $exists: wanted })),
  fc.constantFrom(
    { $type: 'string' },
    { $size: 2 },
    { $regex: '^a' },
    { $regex: '^x{2}' },
    { $regex: '^a|b' },
    { $mod: [2, 0] },
  ),
  scalar.map((x) => ({ $elemMatch: { x } })),
  fc.tuple(scalar, scalar).map(([x, y]) => ({ $elemMatch: { x, y: { $gte: y } } })),
  fc.tuple(scalar, scalar).map(([low, high]) => ({ $elemMatch: { $gt: low, $lt: high } })),
  scalar.map((operand) => ({ $not: { $gt: operand } })),
);
const simple = fc.dictionary(path, condition, { minKeys: 0, maxKeys: 3 });
const filter = fc.oneof(
  { weight: 4, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc
      .tuple(simple, fc.array(simple, { minLength: 1, maxLength: 2 }))
      .map(([all, any]) => ({ ...all, $or: any })),
  },
  { weight: 1, arbitrary: fc.array(simple, { minLength: 1, maxLength: 2 }).map((all) => ({ $and: all })) },
);
const sort = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'b', 'c', 'c.x', '_id'), order), {
  maxLength: 2,
  selector: ([name]) => name,
});

interface Situation {
  documents: Document[];
  indexes: { key: [string, number][]; kind: string }[];
  questions: { filter: Document; sort: [string, number][]; skip: number; limit: number }[];
  removed: number[];
  changed: [number, Document][];
}

function situation(of: {
  document: fc.Arbitrary<Document>;
  index: fc.Arbitrary<Situation['indexes'][number]>;
  filter: fc.Arbitrary<Document>;
  sort: fc.Arbitrary<[string, number][]>;
}): fc.Arbitrary<Situation> {
  return fc.record({
    documents: fc.array(of.document, { minLength: 10, maxLength: 25 }),
    indexes: fc.array(of.index, { minLength: 1, maxLength: 3 }),
    questions: fc.array(fc.record({ filter: of.filter, sort: of.sort, skip: fc.nat(2), limit: fc.nat(4) }), {
      minLength: 10,
      maxLength: 20,
    }),
    removed: fc.array(fc.nat(24), { maxLength: 4 }),
    changed: fc.array(fc.tuple(fc.nat(24), of.document), { maxLength: 5 }),
  });
}

const small = fc.integer({ min: -1, max: 2 });
/** Where several values of one document meet several conditions: the traps of multikey indexes. */
const manyValues = {
  document: fc.oneof(
    fc.record({ a: fc.array(small, { minLength: 1, maxLength: 3 }), b: small }),
    fc.record({ a: fc.array(fc.record({ x: small, y: small }), { minLength: 1, maxLength: 3 }), b: small }),
    fc.record({ a: small, b: fc.array(small, { minLength: 2, maxLength: 3 }) }),
  ),
  index: fc.record({
    key: fc.constantFrom<[string, number][]>(
      [['a', 1]],
      [['a', -1]],
      [
        ['a.x', 1],
        ['a.y', 1],
      ],
      [
        ['a.y', -1],
        ['a.x', 1],
        ['b', 1],
      ],
      [
        ['a', 1],
        ['b', -1],
      ],
      [
        ['b', 1],
        ['a.x', 1],
      ],
    ),
    kind: fc.constant('plain'),
  }),
  filter: fc.oneof<fc.Arbitrary<Document>[]>(
    fc.tuple(small, small).map(([low, high]) => ({ a: { $gte: low, $lt: high } })),
    fc.tuple(small, small).map(([low, high]) => ({ a: { $elemMatch: { $gte: low, $lt: high } } })),
    fc.tuple(small, small).map(([x, y]) => ({ 'a.x': x, 'a.y': y })),
    fc.tuple(small, small).map(([x, y]) => ({ 'a.x': x, 'a.y': { $gte: y } })),
    fc.tuple(small, small).map(([x, y]) => ({ a: { $elemMatch: { x, y } } })),
    fc.tuple(small, small).map(([a, b]) => ({ a, b: { $in: [b, 0] } })),
    fc.tuple(small, small).map(([a, b]) => ({ $or: [{ a }, { b }] })),
  ),
  sort: fc.constantFrom<[string, number][]>(
    [],
    [['a', 1]],
    [['a', -1]],
    [['b', 1]],
    [['a.x', 1]],
    [
      ['b', -1],
      ['a.x', -1],
    ],
  ),
};

describe('the planner', () => {
  let store: InProcess;
  let turn = 0;
  before(() => {
    store = inProcess();
  });
  after(() => store.end());

  it('finds with any index what a full scan finds, in the same order', async function () {
    this.timeout(300_000);
    const any = situation({ document, index, filter, sort });
    await fc.assert(fc.asyncProperty(any, compareWithScan), { numRuns: 60 });
  });

  it('does so where documents have many values for one path', async function () {
    this.timeout(300_000);
    await fc.assert(fc.asyncProperty(situation(manyValues), compareWithScan), { numRuns: 40 });
  });

  it('reads no values from keys of one field inside of another', async () => {
    const index = { key: { a: 1, 'a.y': 1 }, name: 'inside', partialFilterExpression: { b: { $gt: 0 } } };
    await create('inside', index);
    for (const name of ['inside', 'bare-inside']) await must({ insert: name, documents: [{ a: 1, b: 1 }] });
    await compareFigures(['inside', 'bare-inside'], { 'a.y': 0, b: { $gte: 1 } });
    await compareFigures(['inside', 'bare-inside'], { 'a.y': null, b: { $gte: 1 } });
  });

  async function compareWithScan(given: Situation): Promise<void> {
    turn++;
    const [indexed, bare] = [`indexed${turn}`, `bare${turn}`];
    for (const [at, each] of given.indexes.entries()) await create(indexed, specOf(each, at));
    for (const name of [indexed, bare]) {
      await must({ insert: name, documents: given.documents.map((each, i) => ({ _id: i, ...each })) });
      if (given.removed.length > 0)
        await must({ delete: name, deletes: [{ q: { _id: { $in: given.removed } }, limit: 0 }] });
      for (const [id, each] of given.changed)
        await must({ update: name, updates: [{ q: { _id: id }, u: { _id: id, ...each } }] });
    }
    for (const question of given.questions) {
      const { filter: wanted, skip, limit } = question;
      const order = Object.fromEntries(question.sort);
      const all = await find(bare, { filter: wanted, sort: order });
      expect(ids(await find(indexed, { filter: wanted }))).to.have.members(ids(all));
      // The _id makes the order of equals certain.
      const certain = { ...order, ...('_id' in order ? {} : { _id: 1 }) };
      const page = { filter: wanted, sort: certain, skip, limit };
      expect(await find(indexed, page)).to.deep.equal(await find(bare, page));
      const byIndex = await find(indexed, { filter: wanted, sort: order });
      expect(keysOf(byIndex, order)).to.deep.equal(keysOf(all, order));
      await compareFigures([indexed, bare], wanted);
    }
    await store.run({ drop: indexed });
    await store.run({ drop: bare });
  }

  /** What the keys of an index may tell without the documents. */
  async function compareFigures(names: string[], query: Document): Promise<void> {
    const group = (_id: unknown) => [{ $match: query }, { $group: { _id, n: { $sum: 1 } } }];
    const asked = (name: string) => [
      { count: name, query },
      { distinct: name, key: 'a', query },
      { distinct: name, key: 'b', query },
      ...[1, '$a', '$b', '$a.x', { a: '$a', b: '$b' }].map((_id) => ({
        ...{ aggregate: name, pipeline: group(_id), cursor: { batchSize: 1000 } },
      })),
    ];
    const [byIndex, byScan] = await Promise.all(
      names.map((name) => Promise.all(asked(name).map((command) => store.run(command)))),
    );
    for (const [i, reply] of byIndex!.entries())
      expect(figuresOf(reply), JSON.stringify(asked('')[i])).to.deep.equal(figuresOf(byScan![i]!));
  }

  async function create(collection: string, spec: Document): Promise<void> {
    const reply = await store.run({ createIndexes: collection, indexes: [spec] });
    // Two of the same keys under two names: one is enough.
    if (reply.code !== 85) expect(reply).to.include({ ok: 1 });
  }

  async function must(command: Document): Promise<void> {
    const reply = await store.run(command);
    expect(reply).to.include({ ok: 1 });
    expect(reply).to.not.have.property('writeErrors');
  }

  async function find(collection: string, options: Document): Promise<Document[]> {
    const reply = await store.run({ find: collection, batchSize: 1000, ...options });
    expect(reply, JSON.stringify(reply)).to.include({ ok: 1 });
    return (reply.cursor as { firstBatch: Document[] }).firstBatch;
  }
});

function specOf({ key, kind }: { key: [string, number][]; kind: string }, at: number): Document {
  const spec: Document = { key: Object.fromEntries(key), name: `index${at}` };
  if (kind === 'sparse') spec.sparse = true;
  if (kind === 'partial') spec.partialFilterExpression = { b: { $gt: 0 } };
  if (kind === 'partial-null') spec.partialFilterExpression = { b: null };
  return spec;
}

/** In an order of their own: groups and values come in none. */
function figuresOf({ n, values, cursor, code }: Document): unknown {
  const rows = values ?? (cursor as { firstBatch: unknown[] } | undefined)?.firstBatch ?? [];
  return { n, code, rows: (rows as unknown[]).map((row) => JSON.stringify(row)).sort() };
}

function ids(documents: Document[]): unknown[] {
  return documents.map((each) => each._id);
}

/** What the sort looks at: documents that are equal in it may come in any order. */
function keysOf(documents: Document[], sort: Document): string[] {
  const fields = parseSort(sort);
  return fields.length === 0 ? [] : documents.map((each) => sortKey(each, fields).toString('hex'));
}
