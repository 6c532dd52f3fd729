import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { makeIndexes } from '../../server/platform/data/connection.ts';
import { migrations as released } from '../../server/platform/data/migrations/all.ts';
import { migrateStore } from '../../server/platform/data/migrations/migrate.ts';
import type { Migration } from '../../server/platform/data/migrations/migration.ts';
import { pendingOf, STATE, StoreRefused } from '../../server/platform/data/migrations/state.ts';
import { builtProgram } from '../support/built.ts';
import { emptyStore, storeAddress } from '../support/store.ts';

const OLD = { marks: { $exists: true } };

/** Takes a field from all documents; `cutOffAfter` of them it dies, as of SIGKILL. */
function removing(number: number, cutOffAfter = Number.POSITIVE_INFINITY): Migration & { runs: number } {
  const migration = {
    number,
    name: 'remove the marks of items',
    runs: 0,
    count: (db: mongoose.mongo.Db) => db.collection('items').countDocuments(OLD),
    async run(db: mongoose.mongo.Db) {
      migration.runs++;
      let changed = 0;
      for await (const { _id } of db.collection('items').find(OLD)) {
        if (changed >= cutOffAfter) throw new Error('killed');
        await db.collection('items').updateOne({ _id }, { $unset: { marks: '' } });
        changed++;
      }
      return changed;
    },
  };
  return migration;
}

describe('migrations of the store', () => {
  let store: { close(): Promise<void> };
  const db = () => mongoose.connection.db!;
  const seen = async () =>
    (await db().collection(STATE).find().sort({ _id: 1 }).toArray()).map(({ number, changed }) => [
      number,
      changed,
    ]);

  beforeEach(async () => {
    store = await emptyStore();
    await db().collection(STATE).deleteMany({});
  });
  afterEach(() => store.close());

  const fill = () =>
    db()
      .collection('items')
      .insertMany([{ marks: 1 }, { marks: 2 }, { other: 3 }]);

  it('take the tokens from items, and may be made again', async () => {
    const items = db().collection('feedback');
    await items.insertMany([{ code: 'a', tokens: ['den', 'duong'] }, { code: 'b' }] as never[]);
    await items.createIndex({ tokens: 1, receivedAt: -1 });
    const [tokens] = released;
    expect(await tokens!.count(db())).to.equal(1);
    expect(await tokens!.run(db())).to.equal(1);
    expect(await tokens!.run(db())).to.equal(0);
    expect(await items.countDocuments({ tokens: { $exists: true } })).to.equal(0);
    expect((await items.indexes()).some(({ name }) => name?.startsWith('tokens'))).to.equal(false);
    expect(await items.countDocuments()).to.equal(2);
  });

  it('are numbered from 1 without gaps', () => {
    expect(released.map(({ number }) => number)).to.deep.equal(released.map((_, at) => at + 1));
  });

  it('are made once, and noted with how much they changed', async () => {
    await fill();
    const migration = removing(1);
    await migrateStore(db(), [migration]);
    await migrateStore(db(), [migration]);
    expect(migration.runs).to.equal(1);
    expect(await db().collection('items').countDocuments(OLD)).to.equal(0);
    expect(await seen()).to.deep.equal([[1, 2]]);
    const next = removing(2);
    await migrateStore(db(), [migration, next]);
    expect([migration.runs, next.runs]).to.deep.equal([1, 1]);
  });

  it('are not made to a new store, which is born in that shape', async () => {
    await makeIndexes();
    const migration = removing(1);
    await migrateStore(db(), [migration]);
    expect(migration.runs).to.equal(0);
    expect(await seen()).to.deep.equal([[1, 0]]);
  });

  it('go on where one was cut off', async () => {
    await fill();
    const fault = await migrateStore(db(), [removing(1, 1)]).catch((error: Error) => error.message);
    expect(fault).to.equal('killed');
    expect(await seen()).to.deep.equal([]);
    expect(await removing(1).count(db())).to.equal(1);
    await migrateStore(db(), [removing(1)]);
    expect(await seen()).to.deep.equal([[1, 1]]);
  });

  it('are made by one of two processes that start at once', async () => {
    await fill();
    const migration = removing(1);
    await Promise.all([migrateStore(db(), [migration]), migrateStore(db(), [migration])]);
    expect(migration.runs).to.equal(1);
  });

  it('refuse a store that a newer version has changed, and say which', async () => {
    await fill();
    await migrateStore(db(), [removing(1), removing(2)]);
    const fault = await pendingOf(db(), [removing(1)]).catch((error) => error);
    expect(fault).to.be.instanceOf(StoreRefused);
    expect(fault.message).to.match(/Version \S+ of the program has changed this store \(migration 2: remove/);
    expect(fault.message).to.match(/knows migrations up to 1\. Start version/);
  });
});

describe('npm run check-upgrade', function () {
  this.timeout(60_000);
  let store: { close(): Promise<void> };
  beforeEach(async () => {
    store = await emptyStore();
  });
  afterEach(() => store.close());

  const here = () => {
    const address = new URL(storeAddress());
    address.pathname = `/${mongoose.connection.db!.databaseName}`;
    return address.href;
  };

  it('says what there is to change and refuses what is newer', async () => {
    expect(await run({ MONGODB_URI: here() })).to.include({
      code: 0,
      out: 'The store is empty: nothing to change.',
    });
    const db = mongoose.connection.db!;
    await db.collection('units').insertOne({ slug: 'dept-justice' });
    expect((await run({ MONGODB_URI: here() })).out).to.match(/^Nothing to change for version \d/);
    const state = db.collection<{ _id: string }>(STATE);
    if (released.length > 0) {
      await state.deleteMany({});
      expect((await run({ MONGODB_URI: here() })).out).to.contain(released.at(-1)!.name);
      expect(await state.countDocuments()).to.equal(0);
    }
    await state.insertOne({ _id: 'migration-999', number: 999, name: 'of tomorrow', by: '9.0.0' } as never);
    const newer = await run({ MONGODB_URI: here() });
    expect(newer.code).to.equal(2);
    expect(newer.said).to.contain('Start version 9.0.0 or a later one');
  });

  it('makes no store where there is none', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'city-'));
    const { code, said } = await run({ DATA_DIR: empty });
    await rm(empty, { recursive: true });
    expect(code).to.equal(1);
    expect(said).to.contain(`There is no store under ${empty}`);
  });
});

function run(environment: NodeJS.ProcessEnv): Promise<{ code: number; out: string; said: string }> {
  const command = [builtProgram('server/operations/check-upgrade.ts')];
  const env = { PATH: process.env['PATH'], ...environment };
  return new Promise((resolve) =>
    execFile(process.execPath, command, { env }, (error, out, said) =>
      resolve({ code: Number(error?.code ?? 0), out: out.trim(), said }),
    ),
  );
}
