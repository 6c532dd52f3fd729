import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'bson';
import { expect } from 'chai';
import { Int32, MongoClient } from 'mongodb';
import { type Load, loadStore, startStore } from '../../server/embedded-mongo/index.ts';

const bytesOf = (document: object) => Buffer.from(serialize(document));
const row = (n: number) => ({
  ...{ _id: new Int32(n), code: `C-${n}`, unit: ['north', 'south'][n % 2] },
  text: 'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa. '.repeat(1 + (n % 9)),
});

async function* batches(): AsyncGenerator<Load> {
  for (let from = 0; from < 6000; from += 500)
    yield {
      collection: 'rows',
      documents: Array.from({ length: 500 }, (_, n) => bytesOf(row(from + n))),
    };
  yield { collection: 'votes', documents: [bytesOf({ _id: 'one', given: new Int32(1) })] };
}

describe('a store made of documents at once', function () {
  this.timeout(60_000);
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'load-store-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  it('holds all of them, byte by byte, and serves as any other does', async () => {
    await loadStore(directory, batches());
    const store = await startStore({ directory });
    const client = await MongoClient.connect(store.uri);
    try {
      const rows = client.db().collection<{ _id: number; code: string; unit: string }>('rows');
      expect(await rows.countDocuments()).to.equal(6000);
      for (const n of [0, 255, 256, 4095, 4096, 5999]) {
        const [raw] = await rows.find({ _id: n }, { raw: true }).toArray();
        expect(Buffer.from(raw as never).equals(bytesOf(row(n))), `row ${n}`).to.equal(true);
      }
      await rows.createIndex({ code: 1 }, { unique: true });
      await rows.createIndex({ unit: 1, code: 1 });
      expect(await rows.countDocuments({ unit: 'south' })).to.equal(3000);
      const taken = await rows.insertOne({ _id: 6000, code: 'C-1', unit: 'north' }).catch((error) => error);
      expect(taken.code).to.equal(11000);
      await rows.insertOne({ _id: 6001, code: 'C-6001', unit: 'north' });
      expect(await rows.findOne({ code: 'C-6001' })).to.have.property('unit', 'north');
      expect(await client.db().collection('votes').countDocuments()).to.equal(1);
    } finally {
      await client.close();
      await store.close();
    }
  });

  it('is refused while somebody has the directory', async () => {
    const store = await startStore({ directory });
    try {
      const refused = await loadStore(directory, batches()).catch((error) => error);
      expect(refused.name).to.equal('StoreLocked');
    } finally {
      await store.close();
    }
  });
});
