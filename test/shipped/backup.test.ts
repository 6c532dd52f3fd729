import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';
import { Visitor } from '../support/visitor.ts';
import { type Program, startProgram } from './program.ts';

const run = promisify(execFile);

interface Receipt {
  code: string;
  key: string;
}

/** By docs/operations.md alone: a backup while people write, restored elsewhere, where a site starts on it. */
describe('backup and restore of a site in use', function () {
  this.timeout(240_000);
  let folder: string;
  let first: Program;
  let second: Program;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'city-backup-'));
    first = await startProgram('start', {
      directory: join(folder, 'first'),
      environment: { WRITES_PER_MINUTE: '100000' },
    });
    await first.line(/^Ready on/);
  });
  after(async () => {
    await first?.stop();
    await second?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const npm = (given: string[], directory: string) =>
    run('npm', ['run', '--silent', ...given], {
      cwd: projectFile('.'),
      env: { PATH: process.env['PATH'], DATA_DIR: join(folder, directory) },
    });

  it('keeps all that was acknowledged before it; keys of receipts still open', async () => {
    const before = [await submitted(first, 1), await submitted(first, 2)];
    const writers = new AbortController();
    const writing = Promise.all([1, 2, 3].map((writer) => write(first, writer, writers.signal)));
    await sent(10);
    const file = join(folder, 'city.backup');
    const { stdout } = await npm(['backup', '--', '--to', file], 'first');
    expect(stdout).to.match(/documents of \d+ collections/);
    writers.abort();
    const all = (await writing).flat();
    await npm(['restore', '--', '--from', file], 'second');

    second = await startProgram('start', { directory: join(folder, 'second') });
    await second.line(/^Ready on/);
    for (const { code, key } of before) {
      const sender = new Visitor(second.address);
      await sender.get('/track');
      await sender.submit('/track', { code, key });
      expect(sender.last!.text, code).to.contain('Nước ngập trước nhà');
    }
    // Of what was sent meanwhile the first are there and the last are not: one moment, without gaps.
    const there = [];
    for (const { code } of all)
      if ((await fetch(`${second.address}/api/v1/feedback/${code}`)).status === 200) there.push(code);
    const codes = all.map(({ code }) => code).sort();
    expect(there.sort()).to.deep.equal(codes.slice(0, there.length));
    const next = await submitted(second, 1);
    expect(codes.slice(0, there.length)).not.to.include(next.code);
    const ready = await (await fetch(`${second.address}/health/ready`)).json();
    expect(ready).to.deep.include({ ok: true });
  });

  let count = 0;

  async function submitted({ address }: Program, writer: number): Promise<Receipt> {
    const answer = await fetch(`${address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: 'feedback',
        regulation: 'birth-registration',
        subject: 'Nước ngập trước nhà',
        text: `Nước ngập trước nhà số ${writer} từ hôm qua, lần thứ ${++count}.`,
        name: 'Nguyễn Văn Bình',
        email: `binh${writer}-${count}@mail.example`,
      }),
    });
    expect(answer.status).to.equal(201);
    return (await answer.json()) as Receipt;
  }

  async function write(program: Program, writer: number, signal: AbortSignal): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    while (!signal.aborted) receipts.push(await submitted(program, writer));
    return receipts;
  }

  async function sent(wanted: number): Promise<void> {
    while (count < wanted) await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
