import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';
import { buildServer } from '../support/built.ts';

/** What the Dockerfile puts into the image, without the image: it must be all that the program needs. */
describe('what the image holds', function () {
  this.timeout(120_000);
  let app: string;
  let data: string;

  before(async () => {
    buildServer();
    app = await mkdtemp(join(tmpdir(), 'image-'));
    data = await mkdtemp(join(tmpdir(), 'image-data-'));
    for (const part of ['package.json', 'data'])
      await cp(projectFile(part), join(app, part), { recursive: true });
    for (const part of ['server', 'client', 'views'])
      await cp(projectFile(`dist/${part}`), join(app, 'dist', part), { recursive: true });
    for (const path of packages()) {
      const place = join(app, relative(projectFile('.'), path));
      await mkdir(dirname(place), { recursive: true });
      await symlink(path, place);
    }
  });
  after(async () => {
    await rm(app, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true });
  });

  it('starts, serves pages, their files and the description of the API, and writes nothing beside its data', async () => {
    const before = await files(app);
    const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.js'], {
      cwd: app,
      env: {
        PATH: process.env['PATH'],
        ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', DATA_DIR: data },
        ...{ SESSION_SECRET: 'a secret for tests only, thirty-two characters', LOG_LEVEL: 'error' },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
      createInterface(child.stdout).on('line', (line) => {
        const ready = /^Ready on (\S+)/.exec(line);
        if (ready) resolve(ready[1]!);
      });
    });
    const home = await (await fetch(`${address}/`)).text();
    const asked = ['/health/ready', '/feedback/new', '/api', '/api/v1/openapi.json'];
    const assets = home.match(/\/assets\/[\w.-]+\.(?:js|css)/g)!;
    expect(assets.length).to.be.greaterThan(1);
    for (const path of [...asked, ...assets])
      expect((await fetch(address + path)).status, path).to.equal(200);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.removeAllListeners('exit');
    child.once('exit', () => undefined);
    child.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => child.once('close', resolve))]);
    expect(await files(app)).to.deep.equal(before);
  });
});

/** Those that stay after `npm prune --omit=dev`, outermost only: each finds its own beside it. */
function packages(): string[] {
  const listed = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: projectFile('.'),
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter(
      (path) =>
        path.includes('node_modules') && path.indexOf('node_modules') === path.lastIndexOf('node_modules'),
    );
}

async function files(directory: string): Promise<string[]> {
  const found = await readdir(directory, { recursive: true });
  return found.filter((path) => !path.includes('node_modules')).sort();
}
