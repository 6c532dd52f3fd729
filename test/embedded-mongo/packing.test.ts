import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { makeDictionary, pack, unpack } from '../../server/embedded-mongo/storage/packing.ts';
import { decode } from '../../server/embedded-mongo/values.ts';
import { type TestStore, testStore } from './support.ts';

const ROWS = 5000;
const NAME = 'Nguyễn Thị Lan';

function row(n: number, text = '') {
  return {
    _id: n as never,
    code: `C-${n}`,
    status: ['open', 'closed', 'waiting'][n % 3],
    sender: { name: NAME, email: 'lan@kin.example', language: 'vi', phone: '0912345678' },
    points: [
      { kind: 'date', holds: n % 2 === 0 },
      { kind: 'place', holds: true },
    ],
    receivedAt: new Date(n * 1000),
    text: text || `Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa, cành khô rơi xuống vỉa hè. ${n}`,
  };
}

const sample = Array.from({ length: 64 }, (_, n) => decode(serialize(row(n))));

describe('packed documents', function () {
  this.timeout(60_000);
  let store: TestStore;
  before(async () => {
    store = await testStore();
  });
  after(() => store.end());
  const rows = () => store.client.db('city').collection('rows');

  it('come back as they were, whichever dictionary they were packed with', async () => {
    await rows().createIndex({ status: 1, receivedAt: -1 });
    for (let from = 0; from < ROWS; from += 500)
      await rows().insertMany(Array.from({ length: 500 }, (_, i) => row(from + i)));
    await rows().updateOne({ _id: 3 as never }, { $set: { text: 'x'.repeat(100_000) } });
    await rows().updateMany({ _id: { $lt: 3 as never } }, { $set: { text: 'short' } });
    const found = await rows().find().sort({ _id: 1 }).toArray();
    expect(found).to.have.length(ROWS);
    for (const [n, each] of found.entries()) {
      const text = n < 3 ? 'short' : n === 3 ? 'x'.repeat(100_000) : '';
      expect(each).to.deep.equal(row(n, text));
    }
    expect(await rows().countDocuments({ text: /nghiêng.* 4321$/ })).to.equal(1);
  });

  it('take less room: no text stands in the file as it was sent', () => {
    const file = readFileSync(join(store.directory, 'store.mdb'));
    expect(file.includes('khô rơi xuống vỉa hè. 4000')).to.equal(false);
    const bytes = Buffer.from(serialize(row(4000)));
    const dictionary = makeDictionary(sample);
    expect(pack(bytes, { number: 1, bytes: dictionary }).length).to.be.below(bytes.length * 0.6);
  });

  it('are read by a snapshot as they were, with the dictionary of then', async () => {
    const session = store.client.startSession({ snapshot: true });
    await rows().find({}, { session, batchSize: 1 }).next();
    await rows().drop();
    const found = await rows().find({}, { session }).toArray();
    expect(found).to.have.length(ROWS);
    expect(found[4567]).to.deep.equal(row(4567));
    await session.endSession();
    expect(await rows().countDocuments()).to.equal(0);
  });
});

describe('the dictionary of a collection', () => {
  it('holds names of fields and words of lists, and nothing that a person wrote', () => {
    const dictionary = makeDictionary(sample).toString('utf8');
    expect(dictionary).to.include('receivedAt').and.include('waiting').and.include('place');
    for (const secret of ['Lan', 'lan@', '0912', 'Cây', 'C-1', 'xà cừ'])
      expect(dictionary).not.to.include(secret);
  });

  it('changes no document, whatever it holds', () => {
    const dictionary = makeDictionary(sample);
    const document = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.oneof(fc.string(), fc.double(), fc.array(fc.string())),
    );
    fc.assert(
      fc.property(document, fc.integer({ min: 0, max: 3 }), (fields, times) => {
        const bytes = Buffer.from(serialize({ ...row(1), fields, more: Array(times).fill(fields) }));
        for (const bytesOf of [dictionary, undefined]) {
          const number = bytesOf ? 1 : 0;
          const stored = pack(bytes, { number, bytes: bytesOf });
          expect(unpack(stored, (asked) => (asked === 1 ? dictionary : undefined)).equals(bytes)).to.equal(
            true,
          );
        }
      }),
    );
    expect(
      deserialize(unpack(pack(Buffer.from(serialize({})), { number: 0, bytes: undefined }), () => undefined)),
    ).to.deep.equal({});
  });
});
