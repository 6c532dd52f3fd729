import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from './child.ts';
import { freePort, runSite } from './faults/processes.ts';
import { PageWaits } from './page-waits.ts';
import { interleaved, type Row, rowOf } from './rounds.ts';

const PEOPLE = 100;
const WARM_MS = 2_000;
const ROUND_MS = 5_000;
const PAGE_EVERY_MS = 40;
const MOST = 3;

/** Whoever reads the home page while a hundred others try passwords at once, without an end, beside nobody at all. */
export async function benchSignIns(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'sign-ins-'));
  const port = await freePort();
  const site = await runSite({ PORT: String(port), DATA_DIR: directory });
  const crowd = await startChild<string>('sign-in-crowd.js');
  const address = `http://127.0.0.1:${port}`;
  const tried: Record<string, number> = {};
  try {
    const p95 = async () => {
      const looking = new PageWaits([`${address}/`], PAGE_EVERY_MS);
      await pause(ROUND_MS);
      return looking.p95();
    };
    const warm = new PageWaits([`${address}/`], PAGE_EVERY_MS);
    await pause(WARM_MS);
    await warm.p95();
    const crowded = async () => {
      await crowd.ask({ begin: address, people: PEOPLE });
      const measured = await p95();
      const statuses = await crowd.ask<Record<string, number>>('end');
      for (const [status, times] of Object.entries(statuses)) tried[status] = (tried[status] ?? 0) + times;
      return measured;
    };
    const pairs = await interleaved(crowded, p95);
    const told = Object.entries(tried).map(([status, times]) => `${times} × ${status}`);
    process.stderr.write(`  sign-ins answered: ${told.join(', ')}\n`);
    const name = `home page, p95 during ${PEOPLE} parallel wrong sign-ins (bare: nobody signs in)`;
    // A crowd that is refused at the door would prove nothing.
    const compared = (tried['422'] ?? 0) > 0;
    return [
      rowOf({ name, unit: 'ms', goal: `≤ ${MOST} × idle` }, pairs, ({ ratio }) => ratio <= MOST && compared),
    ];
  } finally {
    await crowd.stop();
    await site.end('SIGTERM');
    await rm(directory, { recursive: true, force: true });
  }
}
