import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { checkFile } from '../../server/embedded-mongo/storage/check-file.ts';
import { emptyDirectory } from './support.ts';

const ROWS = 3000;

/** A store with long and short values, some of them gone again, closed. */
async function filled(): Promise<string> {
  const directory = emptyDirectory();
  const store = await startStore({ directory });
  const client = await new MongoClient(store.uri).connect();
  const rows = client.db('city').collection('rows');
  await rows.createIndex({ n: 1 });
  for (let from = 0; from < ROWS; from += 500) {
    const some = Array.from({ length: 500 }, (_, i) => ({
      n: from + i,
      text: 'x'.repeat(((from + i) % 97) ** 2),
    }));
    await rows.insertMany(some);
  }
  await rows.deleteMany({ n: { $lt: 200 } });
  await client.close();
  await store.close();
  return directory;
}

/** As `npm run store`; a store that starts is ended by its time. */
function started(directory: string): { status: number | null; signal: string | null; told: string } {
  const script = ['--import', 'tsx', 'server/embedded-mongo/main.ts', '--directory', directory];
  const { status, signal, stderr } = spawnSync(process.execPath, script, {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, signal, told: stderr };
}

describe('a store whose file something outside has damaged', () => {
  let whole: string;
  let directory: string;
  let file: string;
  before(async () => {
    whole = join(await filled(), 'store.mdb');
  });
  beforeEach(() => {
    directory = emptyDirectory();
    file = join(directory, 'store.mdb');
    copyFileSync(whole, file);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  after(() => rmSync(join(whole, '..'), { recursive: true, force: true }));

  it('ends at once and says that the file is empty', () => {
    truncateSync(file, 0);
    const { status, signal, told } = started(directory);
    expect({ status, signal }).to.deep.equal({ status: 1, signal: null });
    expect(told).to.include(`${file} is empty`).and.include('Put a copy of the directory back');
    expect(told).not.to.match(/\n\s+at /);
    expect(statSync(file).size).to.equal(0);
  });

  it('ends at once and says that the file is cut off', async () => {
    const { size } = statSync(file);
    truncateSync(file, Math.floor(size / 2));
    const { status, signal, told } = started(directory);
    expect({ status, signal }).to.deep.equal({ status: 1, signal: null });
    expect(told).to.include(`${file} is cut off: it ends after ${Math.floor(size / 2)} bytes`);
    const refused = await startStore({ directory }).catch((error: Error) => error.message);
    expect(refused).to.include('the store cannot start').and.include('is cut off');
  });

  it('finds a cut wherever a page in use is lost', () => {
    // The pages at the end may be free ones.
    const size = Math.floor(statSync(file).size / 4096 / 2) * 4096;
    for (let left = size; left > 0; left -= 37 * 4096 + 11) {
      truncateSync(file, left);
      expect(() => checkFile(file), String(left)).to.throw(/is cut off|does not begin/);
    }
  });

  it('says what is no store', () => {
    writeFileSync(file, readFileSync('package.json'));
    expect(() => checkFile(file)).to.throw('does not begin as a store does');
  });

  it('takes a file that lacks free pages only', () => {
    const descriptor = openSync(file, 'r+');
    const pages = Buffer.alloc(8);
    pages.writeBigUInt64LE(BigInt(statSync(file).size / 4096 + 50));
    for (const at of [0, 4096]) writeSync(descriptor, pages, 0, 8, at + 24 + 120);
    checkFile(file);
  });

  it('begins anew after a first start that was cut off before anything was kept', async () => {
    writeFileSync(file, '');
    writeFileSync(`${file}-begun`, '');
    const store = await startStore({ directory });
    await store.close();
    expect(statSync(file).size).to.be.greaterThan(0);
    expect(existsSync(`${file}-begun`)).to.equal(false);
  });
});
