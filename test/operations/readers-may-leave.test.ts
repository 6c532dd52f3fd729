import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { buildServer } from '../support/built.ts';

describe('a command whose reader has left', function () {
  this.timeout(120_000);
  let directory: string;

  before(async () => {
    buildServer();
    directory = await mkdtemp(join(tmpdir(), 'readers-'));
    const store = await startStore({ directory: join(directory, 'store') });
    await store.close();
  });
  after(() => rm(directory, { recursive: true }));

  for (const name of ['verify-journal', 'check-upgrade', 'rebuild-figures'])
    it(`ends as it would have ended, without a fault: ${name}`, async () => {
      const env = { PATH: process.env['PATH'], DATA_DIR: directory };
      const ran = spawn(process.execPath, [projectFile(`dist/server/operations/${name}.js`)], { env });
      ran.stdout.destroy();
      let said = '';
      ran.stderr.on('data', (text) => (said += text));
      const [code] = await once(ran, 'close');
      expect([said, code]).to.deep.equal(['', 0]);
    });
});
