import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { type Collection, type Db, MongoClient } from 'mongodb';
import type { Indexed } from '../../server/search/indexed.ts';
import { SearchIndex } from '../../server/search/search-index.ts';
import { databaseOfItsOwn } from '../support/store.ts';

const idOf = (number: number) => number.toString(16).padStart(24, '0');

function thing(number: number, text: string, more: Partial<Indexed> = {}): Indexed {
  return {
    id: idOf(number),
    version: 1,
    at: new Date(Date.UTC(2026, 0, number)),
    facets: { label: 'answered' },
    parts: { question: { text } },
    ...more,
  };
}

const WRITES = ['insertMany', 'updateOne', 'bulkWrite', 'findOneAndUpdate'];

/** A database whose process dies after so many writes. */
function breakingAfter(db: Db, writes: number): Db {
  let left = writes;
  const breaking = (target: Collection): Collection =>
    new Proxy(target, {
      get(collection, name) {
        const value = Reflect.get(collection, name);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (WRITES.includes(name as string) && left-- <= 0) throw new Error('killed');
          return value.apply(collection, given);
        };
      },
    });
  return { collection: (name: string) => breaking(db.collection(name)) } as unknown as Db;
}

describe('the search index', () => {
  let client: MongoClient;
  let index: SearchIndex;

  before(async () => {
    client = await new MongoClient(databaseOfItsOwn()).connect();
  });
  beforeEach(() => {
    index = new SearchIndex(client.db(), `t${randomBytes(4).toString('hex')}`);
  });
  after(async () => {
    await client.db().dropDatabase();
    await client.close();
  });

  const found = async (query: string, facets = {}) =>
    (await index.search({ wordings: [query], facets, most: 100 })).hits.map(({ id }) =>
      Number.parseInt(id, 16),
    );

  it('finds what has all words, the best first, of equals the newest', async () => {
    await index.put([
      thing(1, 'The street lamp is out'),
      thing(2, 'A lamp at the corner of the long street, broken since the last storm and never mended'),
      thing(3, 'The street lamp is out'),
      thing(4, 'The lamp'),
    ]);
    expect((await found('street lamp'))[0]).to.equal(3);
    expect(await found('street lamp')).to.have.members([1, 2, 3]);
    expect(await found('lamps')).to.have.members([1, 2, 3, 4]);
    expect(await found('street bench')).to.deep.equal([]);
  });

  it('finds what another process has put since it looked for the same words', async () => {
    const other = new SearchIndex(client.db(), index.name);
    await index.put([thing(1, 'The street lamp is out'), thing(2, 'The street is dark')]);
    expect(await found('street lamp')).to.deep.equal([1]);
    await other.put([
      thing(3, 'A street lamp at the corner'),
      thing(1, 'The bench is broken', { version: 2 }),
    ]);
    expect(await found('street lamp')).to.deep.equal([3]);
    expect(await found('bench')).to.deep.equal([1]);
    await other.empty();
    await other.put([thing(2, 'The street lamp again')]);
    expect(await found('street lamp')).to.deep.equal([2]);
  });

  it('finds those of some ids that have the words, however many others have them', async () => {
    await index.put(Array.from({ length: 40 }, (_, at) => thing(at + 1, 'The street lamp is out')));
    const among = [idOf(2), idOf(7), idOf(99)];
    const { hits, total } = await index.search({ wordings: ['street lamp'], most: 3, among });
    expect(hits.map(({ id }) => id)).to.deep.equal([idOf(7), idOf(2)]);
    expect(total).to.equal(40);
    expect((await index.search({ wordings: ['lamp'], most: 3, among: [] })).hits).to.deep.equal([]);
  });

  it('tells words by their marks where the query has any', async () => {
    await index.put([
      thing(1, 'Đạt yêu cầu về đài'),
      thing(2, 'Đất đai bỏ hoang'),
      thing(3, 'dat dai bo hoang'),
    ]);
    expect(await found('đất đai')).to.deep.equal([2, 3]);
    expect(await found('đất đải')).to.deep.equal([3]);
    expect(await found('đạt đải')).to.deep.equal([3]);
    expect(await found('dat dai')).to.have.members([1, 2, 3]);
  });

  it('finds by how the last word begins, and by a word that is whole nowhere', async () => {
    await index.put([thing(1, 'Registration of births'), thing(2, 'The register is closed')]);
    expect(await found('registr')).to.deep.equal([1]);
    expect(await found('regist')).to.have.members([1, 2]);
    expect(await found('regist clos')).to.deep.equal([2]);
  });

  it('filters and counts', async () => {
    await index.put([
      thing(1, 'lamp'),
      thing(2, 'lamp', { facets: { label: 'received' } }),
      thing(3, 'lamp'),
    ]);
    expect(await found('lamp', { label: ['received'] })).to.deep.equal([2]);
    expect((await index.search({ wordings: ['lamp'], most: 1 })).total).to.equal(3);
    await index.put([thing(2, 'lamp')]);
    expect(await found('lamp', { label: ['received'] })).to.deep.equal([]);
    expect(await found('lamp')).to.deep.equal([3, 2, 1]);
  });

  it('forgets words that are gone, and what has left it', async () => {
    await index.put([thing(1, 'lamp of Mister Miller')]);
    await index.put([thing(1, 'lamp', { version: 2 })]);
    expect(await found('miller')).to.deep.equal([]);
    expect(await found('lamp')).to.deep.equal([1]);
    await index.put([thing(1, '', { version: 3, parts: {} })]);
    expect(await found('lamp')).to.deep.equal([]);
    await index.put([thing(1, 'bench', { version: 4 })]);
    expect(await found('lamp')).to.deep.equal([]);
    expect(await found('bench')).to.deep.equal([1]);
  });

  it('takes nothing older for what is newer', async () => {
    await index.put([thing(1, 'lamp', { version: 5 })]);
    await index.put([thing(1, 'lamp of Mister Miller', { version: 4 })]);
    expect(await found('miller')).to.deep.equal([]);
  });

  it('adds an answer to a question', async () => {
    await index.put([thing(1, 'lamp')]);
    const parts = { question: { text: 'lamp' }, answer: { text: 'mended by friday', share: 0.4 } };
    await index.put([thing(1, '', { version: 2, parts }), thing(2, 'mended lamp')]);
    expect(await found('lamp mended')).to.deep.equal([2, 1]);
    await index.put([thing(1, 'lamp', { version: 3 })]);
    expect(await found('mended')).to.deep.equal([2]);
  });

  it('is the same when it is told again, and when several write at once', async () => {
    const things = Array.from({ length: 60 }, (_, at) =>
      thing(at + 1, `lamp number${at % 7} and word${at % 3}`),
    );
    const others = new SearchIndex(client.db(), index.name);
    await Promise.all([
      ...Array.from({ length: 6 }, (_, at) => index.put(things.slice(at * 10, at * 10 + 20))),
      ...Array.from({ length: 6 }, (_, at) => others.put(things.slice(at * 10, at * 10 + 20))),
    ]);
    await index.put(things);
    const all = await index.search({ wordings: ['lamp'], most: 100 });
    expect(all.total).to.equal(60);
    expect(new Set(all.hits.map(({ id }) => id)).size).to.equal(60);
    expect(await found('number3 word0')).to.have.members([4, 25, 46]);
  });

  it('is whole again after a write that broke off anywhere', async () => {
    const texts = (version: number, word: string) =>
      [1, 2, 3].map((number) => thing(number, `lamp ${word}${number}`, { version }));
    for (let broken = 0; ; broken++) {
      const name = `t${randomBytes(4).toString('hex')}`;
      index = new SearchIndex(client.db(), name);
      await index.put(texts(1, 'old'));
      const failing = new SearchIndex(breakingAfter(client.db(), broken), name);
      const whole = await failing.put(texts(2, 'new')).then(
        () => true,
        () => false,
      );
      await index.put(texts(2, 'new'));
      expect(await found('lamp'), `after ${broken} writes`).to.have.members([1, 2, 3]);
      expect(await found('new2'), `after ${broken} writes`).to.deep.equal([2]);
      expect(await found('old2'), `after ${broken} writes`).to.deep.equal([]);
      if (whole) break;
    }
  });

  it('finds what is like a text, the likest first', async () => {
    await index.put([
      thing(1, 'The pavement before the school is broken'),
      thing(2, 'Street lamp at the school gate does not work after the storm'),
      thing(3, 'Fees of the school are too high'),
    ]);
    const { hits } = await index.similar('After the storm the lamp at the gate of our school does not work', {
      most: 3,
    });
    expect(Number.parseInt(hits[0]!.id, 16)).to.equal(2);
    expect(hits[0]!.score).to.be.within(0.5, 1);
    expect(hits[1]?.score ?? 0).to.be.below(0.3);
  });

  it('can be emptied and made anew', async () => {
    await index.put([thing(1, 'lamp')]);
    await index.empty();
    expect(await found('lamp')).to.deep.equal([]);
    await index.put([thing(1, 'lamp')]);
    expect(await found('lamp')).to.deep.equal([1]);
  });
});
