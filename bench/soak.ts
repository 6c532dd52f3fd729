import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PageWaits } from './page-waits.ts';
import { startProgram } from './program.ts';
import { median, type Row } from './rounds.ts';
import { submissionOf } from './submission.ts';

const MINUTES = 10;
const PAGES = [
  '/',
  '/feedback',
  '/units',
  '/regulations',
  '/delays',
  '/feedback/new',
  '/dashboard',
  '/api/v1/units',
];
const PAGE_EVERY_MS = 100;
const SUBMIT_EVERY_MS = 500;
const WINDOW_MS = 15_000;

interface Sample {
  megabytes: number;
  handles: number;
  p95: number;
}

/**
 * Mixed load on the program as `npm start` runs it: memory, open handles and waits of the last third beside those of the
 * second (the first warms up). `npm run bench -- soak 60` takes an hour.
 * @param sizes minutes; the first counts
 */
export async function benchSoak([minutes = MINUTES]: readonly number[]): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'soak-'));
  const program = await startProgram(directory);
  let sent = 0;
  const faults: string[] = [];
  const submitting = setInterval(() => void submit(program.address, sent++, faults), SUBMIT_EVERY_MS);
  const samples: Sample[] = [];
  const until = Date.now() + minutes * 60_000;
  while (Date.now() < until) {
    const looking = new PageWaits(
      PAGES.map((path) => program.address + path),
      PAGE_EVERY_MS,
    );
    await pause(Math.min(WINDOW_MS, Math.max(1_000, until - Date.now())));
    const p95 = await looking.p95();
    samples.push({ ...(await heldBy(program.pid)), p95 });
  }
  clearInterval(submitting);
  await program.stop();
  await rm(directory, { recursive: true, force: true });
  const third = Math.floor(samples.length / 3);
  const [second, last] = [samples.slice(third, 2 * third), samples.slice(-third)];
  const row = (name: string, unit: string, of: keyof Sample, most: number): Row => {
    const [ours, bare] = [last, second].map((some) => median(some.map((each) => each[of])));
    const all = samples.map((each) => each[of]);
    return {
      ...{ name: `soak of ${minutes} min: ${name}, last third (bare: second third)`, unit },
      ...{ ours: ours!, bare: bare!, ratio: ours! / bare! },
      range: [Math.min(...all), Math.max(...all)],
      goal: `≤ ${most} × (range in ${unit})`,
      met: ours! <= most * bare! && faults.length === 0,
    };
  };
  for (const fault of new Set(faults)) process.stderr.write(`  ${fault}\n`);
  return [
    row('memory', 'MB', 'megabytes', 1.15),
    row('open handles', '', 'handles', 1.1),
    row('pages, p95', 'ms', 'p95', 1.5),
  ];
}

async function submit(address: string, number: number, faults: string[]): Promise<void> {
  try {
    const response = await fetch(`${address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(submissionOf(number)),
    });
    await response.arrayBuffer();
    if (response.status !== 201) faults.push(`submitting gave ${response.status}`);
  } catch (error) {
    faults.push(`submitting: ${(error as Error).message}`);
  }
}

async function heldBy(pid: number): Promise<Omit<Sample, 'p95'>> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/RssAnon:\s+(\d+) kB/.exec(status)![1]);
  return { megabytes: kilobytes / 1024, handles: (await readdir(`/proc/${pid}/fd`)).length };
}
