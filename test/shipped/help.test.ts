import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';
import { buildServer } from '../support/built.ts';

const run = promisify(execFile);
const { scripts } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** Commands that run the built program, and the file of each. */
const COMMANDS = Object.entries(scripts).flatMap(([name, line]) => {
  const file = /\b(dist\/(?:server|bench)\/\S+\.js)$/.exec(line)?.[1];
  return file ? [[name, file] as const] : [];
});

describe('the commands of package.json', function () {
  this.timeout(60_000);
  let directory: string;
  before(async () => {
    buildServer();
    directory = await mkdtemp(join(tmpdir(), 'city-help-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  it('are all tried', () => {
    expect(COMMANDS.map(([name]) => name)).to.include.members([
      'start',
      'demo',
      'backup',
      'verify-journal',
      'bench',
    ]);
  });

  for (const [name, file] of COMMANDS)
    it(`say how they are used, and begin nothing: ${name}`, async () => {
      const { stdout, stderr } = await run(process.execPath, [projectFile(file), '--help'], {
        cwd: directory,
        env: { PATH: process.env['PATH'], DATA_DIR: directory },
      });
      const called = name === 'start' ? 'npm start' : `npm run (--silent )?${name}`;
      expect(stdout).to.match(new RegExp(`^${called}\\b`));
      expect(stderr).to.equal('');
      expect(await readdir(directory)).to.deep.equal([]);
    });
});
