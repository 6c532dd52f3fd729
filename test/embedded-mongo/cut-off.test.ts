import { expect } from 'chai';
import { type InProcess, inProcess } from './in-process.ts';

type Document = Record<string, unknown>;

const ROWS = 300;
const rows = Array.from({ length: ROWS }, (_, n) => ({
  _id: n,
  kind: n % 5,
  tags: [`t${n % 7}`, `u${n % 3}`],
}));

const INDEXES = [
  { key: { kind: 1 }, name: 'kind' },
  { key: { tags: 1, _id: -1 }, name: 'tags' },
];

/** What a kill may cut off, each of many pieces. */
const LONG: [string, Document][] = [
  ['the making of indexes', { createIndexes: 'a', indexes: [{ key: { kind: 1, tags: 1 }, name: 'both' }] }],
  ['the removal of an index', { dropIndexes: 'a', index: 'tags' }],
  ['dropping', { drop: 'a' }],
  ['a removal of many', { delete: 'a', deletes: [{ q: { kind: { $gt: 0 } }, limit: 0 }] }],
  [
    'a change of many',
    { update: 'a', updates: [{ q: {}, u: { $set: { kind: 9 }, $push: { tags: 'x' } }, multi: true }] },
  ],
  ['many new ones', { insert: 'a', documents: rows.map((row) => ({ ...row, _id: row._id + ROWS })) }],
];

describe('what a kill cuts off', () => {
  for (const [name, command] of LONG)
    for (const turns of [1, 3, 40, 200])
      it(`${name}, after ${turns} pieces, leaves documents and indexes that agree, and no rest`, async () => {
        const store = inProcess();
        await store.run({ insert: 'a', documents: rows });
        await store.run({ createIndexes: 'a', indexes: INDEXES });
        Object.defineProperty(store.slice, 'isOver', { get: () => true, configurable: true });
        const cut = store.run(command);
        for (let turn = 0; turn < turns; turn++) await store.run({ ping: 1 });
        const after = store.killed();
        Object.defineProperty(store.slice, 'isOver', { get: () => false });
        await cut;
        await store.end();
        await after.tidy();
        await check(after);
        await after.end();
      });
});

async function check(store: InProcess): Promise<void> {
  const { cursor } = await store.run({ find: 'a', batchSize: 10_000 });
  const found = (cursor as { firstBatch: { kind: number; tags: string[] }[] }).firstBatch;
  expect(await store.run({ count: 'a' })).to.include({ n: found.length });
  const counted = async (query: Document) => (await store.run({ count: 'a', query })).n;
  for (const kind of [0, 1, 4, 9])
    expect(await counted({ kind }), `kind ${kind}`).to.equal(found.filter((row) => row.kind === kind).length);
  for (const tag of ['t0', 't5', 'u2', 'x'])
    expect(await counted({ tags: tag }), tag).to.equal(found.filter(({ tags }) => tags.includes(tag)).length);
  expect(unknownKeys(store)).to.equal(0);
}

/** Keys of indexes and collections that the catalogue does not know. */
function unknownKeys({ engine, catalog }: InProcess): number {
  const known = new Set(
    catalog.all().flatMap(({ id, indexes }) => [id, ...indexes.map((index) => index.id)]),
  );
  let unknown = 0;
  for (const kind of ['D', 'I', 'Z'])
    for (const { key } of engine.entries({
      low: Buffer.from(kind),
      high: Buffer.from([kind.charCodeAt(0) + 1]),
    }))
      if (!known.has(key.readUInt32BE(1))) unknown++;
  expect(catalog.garbage).to.deep.equal([]);
  expect(catalog.all().flatMap(({ indexes }) => indexes.filter(({ building }) => building))).to.deep.equal(
    [],
  );
  return unknown;
}
