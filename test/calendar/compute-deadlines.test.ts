import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect } from 'chai';
import { LONGEST_LINE, textLines } from '../../server/platform/json-lines.ts';
import { builtProgram } from '../support/built.ts';

const COMMAND = 'server/calendar/compute-deadlines.ts';
const SEED = new URL('../../data/seed/calendar.json', import.meta.url);

interface Run {
  lines: Record<string, unknown>[];
  errors: string;
  exitCode: number;
}

async function run(input: Iterable<string | Buffer>, options: string[] = []): Promise<Run> {
  const child = spawn(process.execPath, [builtProgram(COMMAND), ...options], {
    env: { ...process.env, NODE_OPTIONS: '', TZ: 'America/New_York' },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const closed = once(child, 'close');
  // A command that refuses its options does not read on.
  await pipeline(Readable.from(input), child.stdin).catch(() => undefined);
  const [exitCode] = await closed;
  const lines = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { lines, errors, exitCode };
}

const item = (id: unknown, change: object = {}) =>
  `${JSON.stringify({ id, receivedAt: '2025-03-14T16:00:00+07:00', amount: 8, unit: 'working_hours', ...change })}\n`;

describe('compute-deadlines', function () {
  this.timeout(60_000);

  it('answers each line with due instant and steps', async () => {
    const { lines, exitCode } = await run([item('a')]);
    expect(lines).to.deep.equal([
      {
        id: 'a',
        dueAt: '2025-03-17T09:00:00.000Z',
        provisional: false,
        steps: [
          { date: '2025-03-14', counted: 60, reason: 'working-day' },
          { date: '2025-03-15', counted: 0, reason: 'weekend' },
          { date: '2025-03-16', counted: 0, reason: 'weekend' },
          { date: '2025-03-17', counted: 420, reason: 'working-day' },
        ],
      },
    ]);
    expect(exitCode).to.equal(0);
  });

  it('keeps the order, names the bad lines and ends with exit code 1', async () => {
    const from = '2025-03-14T10:00:00+07:00';
    const bad: [line: string, error: string][] = [
      ['nope\n', 'json-unreadable'],
      ['[1]\n', 'object-expected (where: line)'],
      [item(null), 'id-missing'],
      [item(1, { receivedAt: '2025-02-30T10:00:00Z' }), 'instant-malformed (where: receivedAt)'],
      [item(1, { receivedAt: '2025-03-14T10:00:00' }), 'instant-malformed (where: receivedAt)'],
      [item(1, { amount: '8' }), 'amount-malformed (amount: 8)'],
      [item(1, { unit: 'weeks' }), 'unit-unknown (unit: weeks)'],
      [item(1, { unit: { toString: 1 } }), 'unit-unknown (unit: {…})'],
      [item(1, { amount: [[]] }), 'amount-malformed (amount: […])'],
      [item(1, { amount: 1e9 }), 'beyond-horizon'],
      [`${'['.repeat(100_000)}\n`, 'json-unreadable'],
      [item(1, { pauses: [{ from }] }), 'pause-without-end (number: 1)'],
      [
        item(1, { pauses: [{ from, to: '2025-03-14T02:00:00Z' }] }),
        'pause-ends-before-it-begins (number: 1)',
      ],
      [item(1, { pauses: {} }), 'list-expected (where: pauses)'],
      [item(1, { extensions: [3] }), 'object-expected (where: extensions.0)'],
      [item(1, { extensions: [{ amount: 1.5, unit: 'working_days' }] }), 'amount-fractional (amount: 1.5)'],
    ];
    const input = bad.flatMap(([line], index) => [item(`good ${index}`), line]);
    const { lines, exitCode } = await run(input);
    const told = lines.map(({ id, line, error }) => id ?? `${line}: ${error}`);
    const expected = bad.flatMap(([, error], index) => [`good ${index}`, `${index * 2 + 2}: ${error}`]);
    expect(told).to.deep.equal(expected);
    expect(exitCode).to.equal(1);
  });

  it('counts by another calendar when given one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'calendar-'));
    try {
      const file = JSON.parse(readFileSync(SEED, 'utf8'));
      file.days.push({ date: '2025-03-17', kind: 'ad_hoc_off' });
      const path = join(directory, 'calendar.json');
      writeFileSync(path, JSON.stringify(file));
      const { lines } = await run([item('a')], ['--calendar', path]);
      expect(lines[0]!.dueAt).to.equal('2025-03-18T09:00:00.000Z');
      file.days.push({ date: '2025-03-17', kind: 'swap_work' });
      writeFileSync(path, JSON.stringify(file));
      const refused = await run([item('a')], ['--calendar', path]);
      expect(refused).to.deep.include({ lines: [], exitCode: 2 });
      expect(refused.errors).to.contain('days-contradict');
      expect((await run([], ['--calendar', join(directory, 'none.json')])).exitCode).to.equal(2);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('answers nothing to nothing', async () => {
    expect(await run([])).to.deep.equal({ lines: [], errors: '', exitCode: 0 });
  });
});

describe('textLines', () => {
  const read = async (chunks: Buffer[]) => {
    const lines: (string | undefined)[] = [];
    for await (const line of textLines(Readable.from(chunks))) lines.push(line);
    return lines;
  };

  it('puts lines together from any pieces, also inside a letter', async () => {
    const text = Buffer.from('một\r\nhai\u2028ba\n\nбез конца');
    expect(await read(Array.from(text, (byte) => Buffer.from([byte])))).to.deep.equal([
      'một',
      'hai\u2028ba',
      '',
      'без конца',
    ]);
  });

  it('gives up a line that is too long and goes on after it, without keeping it', async () => {
    const chunk = Buffer.alloc(LONGEST_LINE / 4, 120);
    const chunks = [Buffer.from('a\n'), ...Array(40).fill(chunk), Buffer.from('\nb\n')];
    expect(await read(chunks)).to.deep.equal(['a', undefined, 'b']);
    expect(await read([...chunks, ...Array(5).fill(chunk)])).to.deep.equal(['a', undefined, 'b', undefined]);
  });

  it('reads no further than what is asked for', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield Buffer.from('x\n');
      }
    }
    const lines = textLines(endless());
    await lines.next();
    await lines.next();
    expect(given).to.equal(2);
  });
});
