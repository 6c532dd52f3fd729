import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { builtProgram } from '../support/built.ts';

const ROOT = join(import.meta.dirname, '../..');
const COMMAND = 'server/regulations/import-catalogue.ts';

describe('npm run import-catalogue', function () {
  this.timeout(60_000);
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'catalogue-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  function run(...given: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const env = { ...process.env, DATA_DIR: directory, MONGODB_URI: '', NODE_OPTIONS: '' };
    const child = spawn(process.execPath, [builtProgram(COMMAND), ...given], { cwd: ROOT, env });
    const text = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (text.out += chunk));
    child.stderr.on('data', (chunk) => (text.err += chunk));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...text })));
  }

  it('imports into the store that the server would use, and says so', async () => {
    const { code, out } = await run('data/seed/units.json');
    expect([code, out.split('\n')[0]]).to.deep.equal([
      0,
      'Offices: 198 added, 0 changed, 0 unchanged, 0 refused.',
    ]);
  });

  it('ends with 1 when something was refused', async () => {
    const file = join(directory, 'bad.json');
    await writeFile(file, JSON.stringify({ units: [{ slug: 'Bad Slug' }] }));
    const { code, out } = await run(file, '--language', 'vi');
    expect(code).to.equal(1);
    expect(out).to.include('từ chối: dòng 1, Bad Slug:');
  });

  it('ends with 2 and how to proceed while a server has the store', async () => {
    const store = await startStore({ directory: join(directory, 'store') });
    try {
      const { code, err } = await run('data/seed/units.json');
      expect(code).to.equal(2);
      expect(err).to.include(`pid ${process.pid}`).and.include('Stop the server').and.not.include('    at ');
    } finally {
      await store.close();
    }
  });

  it('ends with 2 without a file, or with one that is not there', async () => {
    const none = await run();
    const lost = await run(join(directory, 'nowhere.json'));
    expect([none.code, lost.code]).to.deep.equal([2, 2]);
    expect(none.err).to.include('Usage:');
    expect(lost.err).to.include('nowhere.json').and.not.include('    at ');
  });
});
