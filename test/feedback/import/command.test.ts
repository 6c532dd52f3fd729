import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startStore } from '../../../server/embedded-mongo/index.ts';
import { STATE } from '../../../server/platform/data/migrations/state.ts';
import { builtProgram } from '../../support/built.ts';

const ROOT = join(import.meta.dirname, '../../..');
const COMMAND = 'server/operations/import-items.ts';
const ROWS = 3_000;
const TEXT = 'Cây xà cừ trước nhà đã nghiêng sau trận mưa, cành khô rơi xuống vỉa hè.';

describe('npm run import-items', function () {
  this.timeout(240_000);
  let directory: string;
  let archive: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'import-'));
    archive = join(directory, 'archive.csv');
    const rows = Array.from(
      { length: ROWS },
      (_, at) =>
        `old-${at},2025-03-03 09:15,routed,tree-felling-permit,dept-construction,Cây nghiêng ${at},"${TEXT}"`,
    );
    await writeFile(archive, `code,receivedAt,status,regulation,unit,subject,text\n${rows.join('\n')}`);
    const store = await startStore({ directory: join(directory, 'store') });
    await store.close();
  });
  after(() => rm(directory, { recursive: true, force: true }));

  function begin(...given: string[]): {
    child: ChildProcess;
    ended: Promise<{ code: number | null; out: string }>;
  } {
    const env = { ...process.env, DATA_DIR: directory, MONGODB_URI: '', NODE_OPTIONS: '', LOG_LEVEL: 'warn' };
    const child = spawn(process.execPath, [builtProgram(COMMAND), archive, ...given], { cwd: ROOT, env });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk));
    return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out }))) };
  }

  async function withStore<R>(act: (client: MongoClient) => Promise<R>): Promise<R> {
    const store = await startStore({ directory: join(directory, 'store') });
    const client = await new MongoClient(store.uri).connect();
    try {
      return await act(client);
    } finally {
      await client.close();
      await store.close();
    }
  }

  it('imports nothing where the report cannot be written', async () => {
    const { code, out } = await begin('--report', join(directory, 'nowhere', 'report.csv')).ended;
    expect([code, out]).to.satisfy(([code]: [number]) => code === 2, out);
    expect(out).to.match(
      /^The report cannot be written to .*report\.csv: ENOENT.* Nothing was imported\.\n$/,
    );
    await withStore(async (client) => {
      expect(await client.db('city').collection('feedback').countDocuments()).to.equal(0);
    });
  });

  it('is refused by a store of a newer version', async () => {
    const state = (client: MongoClient) => client.db('city').collection<{ _id: string }>(STATE);
    const newer = { _id: 'migration-9999', number: 9999, name: 'of tomorrow', by: '9.9.9' };
    await withStore((client) => state(client).insertOne(newer));
    const { code, out } = await begin().ended;
    await withStore((client) => state(client).deleteOne({ _id: newer._id }));
    expect([code, out]).to.satisfy(([code]: [number]) => code === 2, out);
    expect(out).to.contain('Version 9.9.9 of the program has changed this store');
  });

  it('goes on after a kill at any moment: each row is in once, with its entry', async () => {
    const report = join(directory, 'report.csv');
    for (const least of [1, 800]) {
      const { child, ended } = begin('--report', report);
      const lines = () => {
        try {
          return readFileSync(report, 'utf8')
            .split('\n')
            .filter((line) => line.includes('added')).length;
        } catch {
          return 0;
        }
      };
      while (lines() < least && child.exitCode === null) await pause(20);
      child.kill('SIGKILL');
      await ended;
    }
    const { code, out } = await begin('--language', 'vi').ended;
    expect([code, out]).to.satisfy(([code]: [number]) => code === 0, out);
    const [, added, known] = /Đã thêm (\d+) hồ sơ, (\d+) đã có/.exec(out)!.map(Number);
    expect(added! + known!).to.equal(ROWS);
    expect(known).to.be.above(0);
    await withStore(async (client) => {
      const db = client.db('city');
      const items = await db
        .collection('feedback')
        .find({}, { projection: { formerCode: 1, pending: 1 } })
        .toArray();
      expect(new Set(items.map(({ formerCode }) => formerCode)).size).to.equal(ROWS);
      expect(items).to.have.length(ROWS);
      const entries = await db.collection('journal').distinct('subject.id', { name: 'feedback.imported' });
      const told = new Set([
        ...entries,
        ...items.filter(({ pending }) => pending.length > 0).map(({ _id }) => String(_id)),
      ]);
      expect(told.size).to.equal(ROWS);
    });
  });
});
