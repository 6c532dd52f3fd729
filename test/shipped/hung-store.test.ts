import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';
import { passOnFaults } from '../embedded-mongo/process.ts';
import { type Program, startProgram } from './program.ts';

/** `npm run store` as a process of its own; all of the group, since npm passes no signal on. */
class StoreProcess {
  readonly #child: ChildProcess;
  readonly uri: Promise<string>;

  constructor(directory: string) {
    this.#child = spawn('npm', ['run', '--silent', 'store', '--', '--directory', directory], {
      cwd: projectFile('.'),
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    passOnFaults(this.#child);
    this.uri = new Promise((resolve) =>
      createInterface(this.#child.stdout!).on('line', (line) =>
        resolve((JSON.parse(line) as { uri: string }).uri),
      ),
    );
  }

  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    process.kill(-this.#child.pid!, name);
  }
}

describe('the built program beside a store that hangs', function () {
  this.timeout(120_000);
  let directory: string;
  let store: StoreProcess;
  let program: Program;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'city-hung-'));
    store = new StoreProcess(directory);
    const environment = {
      MONGODB_URI: await store.uri,
      SESSION_SECRET: 'a secret for tests only, thirty-two long',
    };
    program = await startProgram('start', { environment: { ...environment, LOG_LEVEL: 'warn' } });
    await program.line(/Ready on/);
  });
  after(async () => {
    store.signal('SIGCONT');
    await program?.stop();
    store.signal('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  });

  async function ready(): Promise<{ status: number; took: number; said: unknown }> {
    const begun = Date.now();
    const response = await fetch(`${program.address}/health/ready`, { signal: AbortSignal.timeout(10_000) });
    return { status: response.status, said: await response.json(), took: Date.now() - begun };
  }

  it('has nothing to say against the store that comes with it', () => {
    expect(program.lines.join('\n')).not.to.include('MONGODB_URI');
  });

  it('says within two seconds that it is not ready, and is alive', async () => {
    expect(await ready()).to.include({ status: 200 });
    store.signal('SIGSTOP');
    const all = [await ready(), ...(await Promise.all(Array.from({ length: 30 }, ready)))];
    for (const { status, said, took } of all) {
      expect({ status, said }).to.deep.equal({ status: 503, said: { ok: false, store: 'does not answer' } });
      expect(took).to.be.lessThan(2000);
    }
    expect(await fetch(`${program.address}/health/live`)).to.include({ status: 200 });
  });

  it('is ready again when the store answers again', async () => {
    store.signal('SIGCONT');
    let last = await ready();
    for (let tries = 0; last.status !== 200 && tries < 20; tries++) last = await ready();
    expect(last).to.include({ status: 200 });
  });
});
