// What no single page tells: memory, a crowd at the home page, submitting.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PageWaits } from '../page-waits.ts';
import { interleaved, median, type Row, rowOf } from '../rounds.ts';
import { submissionOf } from '../submission.ts';
import type { Site } from './site.ts';

const MEGABYTE = 1_048_576;
const MOST_MEGABYTES = 600;
const VISITORS = 16;
/** Each of them looks as often. */
const EACH_MS = 1_000;
const CROWD_MS = 4_000;
const SENT = 10;

export async function wholeSiteRows(size: number, many: Site, few: Site): Promise<Row[]> {
  const rows = [await crowdRow(size, many), await submittingRow(size, many, few)];
  const memory = memoryRow(size, many, few);
  return memory ? [...rows, memory] : rows;
}

/** Linux alone tells it. */
function memoryRow(size: number, many: Site, few: Site): Row | undefined {
  const pairs = [many, few].map(({ pid }) => anonymousMegabytes(pid));
  const [ours, bare] = pairs;
  if (ours === undefined || bare === undefined) return undefined;
  const name = `${size}: anonymous memory (bare: with few)`;
  const goal = `< ${MOST_MEGABYTES} MB (range in MB)`;
  const ratio = ours / bare;
  return { name, unit: 'MB', ours, bare, ratio, range: [bare, ours], goal, met: ours < MOST_MEGABYTES };
}

function anonymousMegabytes(pid: number): number | undefined {
  try {
    const kilobytes = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / MEGABYTE;
  } catch {
    return undefined;
  }
}

/** The home page as one visitor has it who looks once a second, and as sixteen of them do. */
async function crowdRow(size: number, { address }: Site): Promise<Row> {
  const waits = async (visitors: number) => {
    const looking = new PageWaits([`${address}/`], EACH_MS / visitors);
    await pause(CROWD_MS);
    // A machine that is not up to it gives no figure, and the other rows all the same.
    return looking.p95().catch((fault: Error) => {
      process.stderr.write(`  home page for ${visitors}: ${fault.message}\n`);
      return Number.NaN;
    });
  };
  const pairs = await interleaved(
    () => waits(VISITORS),
    () => waits(1),
  );
  const name = `${size}: home page for ${VISITORS} visitors, p95 (bare: for one)`;
  return rowOf({ name, unit: 'ms', goal: '≤ 3 × for one' }, pairs, ({ ratio }) => ratio <= 3);
}

async function submittingRow(size: number, many: Site, few: Site): Promise<Row> {
  const pairs = await interleaved(
    () => submitting(many),
    () => submitting(few),
  );
  const what = { name: `${size}: submitting (bare: to a store with few)`, unit: 'ms' };
  return rowOf({ ...what, goal: '≤ 1.2 × with few' }, pairs, ({ ratio }) => ratio <= 1.2);
}

async function submitting({ address }: Site): Promise<number> {
  const times: number[] = [];
  for (let sent = 0; sent < SENT; sent++) {
    const begun = performance.now();
    const response = await fetch(`${address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(submissionOf(sent)),
    });
    await response.text();
    if (response.status !== 201) throw new Error(`submitting gave ${response.status}`);
    times.push(performance.now() - begun);
  }
  return median(times);
}
