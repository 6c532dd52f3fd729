import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { emptyDirectory } from './support.ts';

const ROWS = 4000;

function compact(directory: string): ChildProcess {
  const script = ['--import', 'tsx', 'server/embedded-mongo/main.ts', 'compact', '--directory', directory];
  return spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'pipe'] });
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

function output(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout!.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr!.on('data', (chunk) => {
      text += chunk;
    });
    child.once('close', () => resolve(text));
  });
}

describe('compacting a store', function () {
  this.timeout(120_000);
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = emptyDirectory();
    file = join(directory, 'store.mdb');
    const store = await startStore({ directory });
    const client = await MongoClient.connect(store.uri);
    const rows = client.db('city').collection('rows');
    await rows.createIndex({ n: 1 });
    await rows.insertMany(Array.from({ length: ROWS }, (_, n) => ({ n, text: `${n} `.repeat(300) })));
    await rows.deleteMany({ n: { $gte: ROWS / 10 } });
    await client.close();
    await store.close();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function expectWhole(): Promise<void> {
    const store = await startStore({ directory });
    const client = await MongoClient.connect(store.uri);
    const rows = client.db('city').collection('rows');
    const found = await rows
      .find({ n: { $gte: 0 } })
      .sort({ n: 1 })
      .toArray();
    expect(found.map(({ n }) => n)).to.deep.equal(Array.from({ length: ROWS / 10 }, (_, n) => n));
    expect(found[7]!.text).to.equal('7 '.repeat(300));
    await rows.insertOne({ n: -1 });
    expect(await rows.countDocuments({ n: { $lt: 5 } })).to.equal(6);
    await rows.deleteOne({ n: -1 });
    await client.close();
    await store.close();
    expect(readdirSync(directory).filter((name) => name.includes('compact'))).to.deep.equal([]);
  }

  it('gives back the room of what was removed, and keeps the rest', async () => {
    const before = statSync(file).size;
    const child = compact(directory);
    const told = JSON.parse(await output(child));
    expect(told.before).to.equal(before);
    expect(told.after)
      .to.equal(statSync(file).size)
      .and.below(before / 3);
    await expectWhole();
  });

  it('is refused while a process has the store, which is left as it is', async () => {
    const store = await startStore({ directory });
    const child = compact(directory);
    const code = ended(child);
    expect(await output(child)).to.include(`another process (pid ${process.pid}) uses ${directory}`);
    expect(await code).to.equal(1);
    await store.close();
    await expectWhole();
  });

  it('loses nothing by SIGKILL, at whatever moment', async () => {
    for (const delay of [300, 450, 600, 750, 900]) {
      const child = compact(directory);
      const over = ended(child);
      setTimeout(() => child.kill('SIGKILL'), delay);
      await over;
      await expectWhole();
    }
  });

  it('does not trust a copy that was not finished', async () => {
    writeFileSync(`${file}-compact`, 'half of it');
    await expectWhole();
    expect(existsSync(`${file}-compact`)).to.equal(false);
  });
});
