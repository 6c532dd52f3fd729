import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { expect } from 'chai';
import { freePort } from '../dialogues/room/room-server.ts';

const REDIS_THERE = spawnSync('redis-server', ['--version']).status === 0;

/** A process that counts, asked by lines. */
class Process {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(redis: string) {
    const script = ['--import', 'tsx', 'test/platform/limits-process.ts', redis];
    const environment = { ...process.env, LOG_LEVEL: 'silent' };
    this.#child = spawn(process.execPath, script, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: environment,
    });
    const lines: Interface = createInterface({ input: this.#child.stdout! });
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** @returns its next line that is none of the log */
  async said(): Promise<string> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error('the process has ended');
      if (!value.startsWith('{')) return value;
    }
  }

  ask(line: string): Promise<string> {
    this.#child.stdin!.write(`${line}\n`);
    return this.said();
  }

  /** @returns its exit code, when it has ended by itself */
  async ended(): Promise<unknown> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    return (await once(this.#child, 'exit'))[0];
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

describe('limits of two processes that share Redis', function () {
  this.timeout(60_000);
  let redis: ChildProcess | undefined;
  let port: number;
  let both: Process[] = [];

  before(async function () {
    if (!REDIS_THERE) {
      console.log('      skipped: there is no redis-server on this machine');
      return this.skip();
    }
    port = await freePort();
    const given = ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', '/tmp'];
    redis = spawn('redis-server', given, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: redis.stdout! }))
      if (line.includes('Ready to accept connections')) break;
    redis.stdout!.resume();
    both = [1, 2].map(() => new Process(`redis://127.0.0.1:${port}`));
    for (const each of both) expect(await each.said()).to.equal('ready');
  });

  after(async () => {
    redis?.kill('SIGCONT');
    await Promise.all(both.map((each) => each.end()));
    redis?.kill('SIGKILL');
  });

  it('are one count, and what one process forgets is forgotten in both', async () => {
    const [one, other] = both as [Process, Process];
    const told = [];
    for (let turn = 0; turn < 3; turn++)
      told.push(await one.ask('take writes a'), await other.ask('take writes a'));
    expect(told).to.deep.equal(['taken', 'taken', 'taken', 'taken', 'TooMany', 'TooMany']);
    expect(await other.ask('take writes b')).to.equal('taken');
    expect(await other.ask('take keys a')).to.equal('taken');
    expect(await one.ask('forget writes a')).to.equal('taken');
    expect(await other.ask('take writes a')).to.equal('taken');
  });

  it('let a process end that has closed its lines to Redis', async () => {
    const third = new Process(`redis://127.0.0.1:${port}`);
    both.push(third);
    expect(await third.said()).to.equal('ready');
    expect(await third.ask('take writes d')).to.equal('taken');
    expect(await third.ask('close')).to.equal('closed');
    expect(await third.ended()).to.equal(0);
  });

  it('go on in each process by itself while Redis hangs: nobody waits for it, nobody goes uncounted', async () => {
    const [one, other] = both as [Process, Process];
    redis!.kill('SIGSTOP');
    const begun = performance.now();
    const told = [];
    for (let turn = 0; turn < 5; turn++) told.push(await one.ask('take writes c'));
    expect(told).to.deep.equal(['taken', 'taken', 'taken', 'taken', 'TooMany']);
    // One of them waits for Redis, and tells the others not to.
    expect(performance.now() - begun).to.be.lessThan(1_500);
    for (let turn = 0; turn < 4; turn++) expect(await other.ask('take writes c')).to.equal('taken');
    expect(await other.ask('take writes c')).to.equal('TooMany');
  });
});
