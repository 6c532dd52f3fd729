import { type ChildProcess, execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';
import { startProcess } from '../embedded-mongo/process.ts';
import { buildServer } from '../support/built.ts';
import { PASSWORD } from '../support/people.ts';
import { Visitor } from '../support/visitor.ts';
import { type Program, startProgram } from './program.ts';

const STORES = projectFile('test/fixtures/stores');
const OLDEST = readdirSync(STORES).sort()[0]!;
const SESSION_SECRET = 'a secret for tests only, thirty-two characters';

/** The steps of docs/operations.md, in their order, with the commands as they stand there. */
describe('a store of the first release, upgraded as the guide says, and moved to a store by its address', function () {
  this.timeout(240_000);
  let folder: string;
  let codes: string[];
  let site: Program | undefined;
  let server: ChildProcess | undefined;
  const data = () => join(folder, 'data');
  const copy = () => join(folder, 'before.backup');

  before(async () => {
    buildServer();
    folder = await mkdtemp(join(tmpdir(), 'city-upgrade-'));
    await mkdir(join(data(), 'store'), { recursive: true });
    const bytes = brotliDecompressSync(readFileSync(join(STORES, OLDEST)));
    await writeFile(join(data(), 'store', 'store.mdb'), bytes);
  });
  after(async () => {
    await site?.stop();
    server?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  /** What stands in the guide, with names of our own; `environment` is that of the site. */
  function run(words: string, environment: Record<string, string> = {}): Promise<string> {
    const [, , name, , ...given] = words.split(' ');
    expect(readFileSync(projectFile('docs/operations.md'), 'utf8')).to.contain(`npm run ${name}`);
    const env = { ...process.env, NODE_OPTIONS: '', MONGODB_URI: '', SESSION_SECRET, DATA_DIR: data() };
    return new Promise((resolve, reject) =>
      execFile(
        'npm',
        ['run', '--silent', name!, '--', ...given],
        { cwd: projectFile('.'), env: { ...env, ...environment } },
        (error, out, said) => (error ? reject(new Error(`${words}: ${out}${said}`)) : resolve(out)),
      ),
    );
  }

  async function start(environment: Record<string, string> = {}): Promise<Program> {
    const settings = { SESSION_SECRET, LOG_LEVEL: 'info', ...environment };
    site = await startProgram('start', { directory: data(), environment: settings });
    await site.line(/^Ready on/);
    return site;
  }

  /** Its head signs in, and what was public is public. */
  async function serves({ address }: Program): Promise<void> {
    const visitor = new Visitor(address);
    await visitor.get('/sign-in');
    const email = 'head@city.example';
    const desk = await visitor.submit('form[action="/sign-in"]', { email, password: PASSWORD });
    expect([desk.status, desk.path === '/sign-in']).to.deep.equal([200, false]);
    const list = await new Visitor(address).get('/feedback');
    const shown = list.$('a[href^="/feedback/"]').toArray();
    const found = shown.flatMap(
      (link) => /^\/feedback\/(\w+-\d{4}-\d+)/.exec(link.attribs['href']!)?.[1] ?? [],
    );
    codes ??= [...new Set(found)].sort();
    expect(codes).to.have.length.above(1);
    expect([...new Set(found)].sort()).to.deep.equal(codes);
  }

  it('is backed up, and says what the new version would change without changing it', async () => {
    await run(`npm run backup -- --to ${copy()}`);
    const said = await run('npm run check-upgrade');
    expect(said).to.match(/^The first start of version \S+ will make:\n( {2}\d+\. .+: \d+ documents\n)+/);
    expect(await run('npm run check-upgrade')).to.equal(said);
  });

  it('is the same after a first start that was killed in the middle of its migrations', async () => {
    const cut = join(folder, 'cut');
    await mkdir(join(cut, 'store'), { recursive: true });
    await copyFile(join(data(), 'store', 'store.mdb'), join(cut, 'store', 'store.mdb'));
    const settings = { SESSION_SECRET, LOG_LEVEL: 'info' };
    const before = await run('npm run check-upgrade', { DATA_DIR: cut });
    // At the begin of the first, and of the third: the two before it are done.
    for (const number of [1, 3]) {
      const killed = await startProgram('start', { directory: cut, environment: settings });
      await killed.line(new RegExp(`"migration":${number},.*migration begins`));
      await killed.stop('SIGKILL');
    }
    const left = await run('npm run check-upgrade', { DATA_DIR: cut });
    expect(left).to.not.equal(before);
    expect(left).to.match(/will make:\n {2}[34]\. /);
    const again = await startProgram('start', { directory: cut, environment: settings });
    await again.line(/^Ready on/);
    await serves(again);
    await again.stop();
    expect(await run('npm run check-upgrade', { DATA_DIR: cut })).to.match(/^Nothing to change for version/);
  });

  it('is migrated by the first start, told line by line, and then there is nothing to change', async () => {
    const program = await start();
    const lines = program.lines.join('\n');
    expect(lines).to.contain('migration begins').and.to.contain('migration done');
    await serves(program);
    expect(await run('npm run check-upgrade')).to.match(/^Nothing to change for version/);
    await program.stop();
  });

  it('goes back by the backup', async () => {
    const old = join(folder, 'old');
    await run(`npm run restore -- --from ${copy()}`, { DATA_DIR: old });
    expect(await run('npm run check-upgrade', { DATA_DIR: old })).to.contain('will make:');
  });

  it('moves to a store by its address, where the site goes on with all of it', async () => {
    const store = await startProcess(join(folder, 'server'));
    server = store.child;
    await run(`npm run move-store -- --to ${store.uri}`);
    const program = await start({ MONGODB_URI: store.uri });
    await serves(program);
    await program.stop();
  });
});
