import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { startChild } from './child.ts';
import { startProgram } from './program.ts';
import { interleaved, median, type Row, rowOf } from './rounds.ts';

const ITEMS = 400;

async function pages(url: string, codes: string[], seconds: number): Promise<number> {
  const result = await autocannon({
    url,
    connections: 16,
    duration: seconds,
    requests: codes.map((code) => ({ method: 'GET', path: `/feedback/${code}` })),
  });
  if (result.non2xx > 0) throw new Error(`item page: ${result.non2xx} answers other than 200`);
  return result['2xx'] / result.duration;
}

/** Another item with each request, no cached HTML; and how long a start takes until the first page. */
export async function benchItemPage(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const site = await startChild<{ address: string; codes: string[] }>('site.js', {
    DATA_DIR: directory,
    ITEMS: String(ITEMS),
  });
  const bare = await startChild<{ port: number }>('baselines/render.js', {
    MODEL: join(directory, 'model.json'),
  });
  const { address, codes } = site.ready;
  const bareAddress = `http://127.0.0.1:${bare.ready.port}`;
  await pages(address, codes, 2);
  await pages(bareAddress, codes, 2);
  const figures = await interleaved(
    () => pages(address, codes, 4),
    () => pages(bareAddress, codes, 4),
  );
  await site.stop();
  await bare.stop();
  const starts = await benchStart(directory);
  await rm(directory, { recursive: true, force: true });
  return [
    rowOf(
      { name: 'item page, 16 connections', unit: '/s', goal: '≥ 0.4 × bare express, same template' },
      figures,
      (m) => m.ratio >= 0.4,
    ),
    {
      name: `start to first page, ${ITEMS} items`,
      unit: 's',
      ours: median(starts),
      bare: Number.NaN,
      ratio: Number.NaN,
      range: [Math.min(...starts), Math.max(...starts)],
      goal: '< 3 s (range in s)',
      met: median(starts) < 3,
    },
  ];
}

/** As `npm start` does it, until the first page is there. */
async function benchStart(directory: string): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    const { address, stop } = await startProgram(directory);
    await (await fetch(`${address}/`)).text();
    seconds.push((performance.now() - begun) / 1000);
    await stop();
  }
  return seconds;
}
