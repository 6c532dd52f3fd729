import { expect } from 'chai';
import mongoose, { Schema } from 'mongoose';
import { isDuplicateKey } from '../../server/platform/data/connection.ts';
import { insertTogether } from '../../server/platform/data/insert-together.ts';
import { emptyStore } from '../support/store.ts';

const Shell = mongoose.model(
  'Shell',
  new Schema({ code: String }, { collection: 'shells' }).index({ code: 1 }, { unique: true }),
);

describe('rows that are inserted in one turn', () => {
  let store: Awaited<ReturnType<typeof emptyStore>>;
  before(async () => {
    store = await emptyStore();
  });
  beforeEach(() => Shell.deleteMany({}));
  after(() => store.close());

  const inserted = (...codes: string[]) =>
    Promise.allSettled(codes.map((code) => insertTogether(Shell.collection, { code, left: undefined })));

  it('stand in the store when each is told so', async () => {
    const ended = await inserted('a', 'b', 'c');
    expect(ended.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'fulfilled']);
    const rows = await Shell.collection.find().toArray();
    expect(rows.map((row) => Object.keys(row).slice(1))).to.deep.equal([['code'], ['code'], ['code']]);
  });

  for (const codes of [['a'], ['b', 'a', 'c', 'a', 'd']])
    it(`hear of their own key alone that it is there: ${codes.join(' ')}`, async () => {
      await inserted('a');
      const ended = await inserted(...codes);
      for (const [at, one] of ended.entries())
        expect(one.status === 'rejected' && isDuplicateKey(one.reason), codes[at]).to.equal(
          codes[at] === 'a',
        );
      expect(await Shell.countDocuments()).to.equal(new Set(['a', ...codes]).size);
    });

  it('all fail when the store is gone', async () => {
    await store.close();
    const ended = await inserted('a', 'b');
    expect(ended.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    store = await emptyStore();
  });
});
