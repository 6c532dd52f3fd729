import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { projectFile } from '../server/platform/project-files.ts';
import { startChild } from './child.ts';
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

async function startProgram(directory: string): Promise<{ address: string; stop(): Promise<unknown> }> {
  const settings = { PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'warn', PUBLIC_URL: 'http://localhost' };
  const secret = { SESSION_SECRET: 'only for measuring, thirty-two letters' };
  const program = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: projectFile('.'),
    env: { ...process.env, ...settings, ...secret, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => program.once('exit', resolve));
  for await (const line of createInterface(program.stdout)) {
    const address = /^Ready on (\S+)$/.exec(line)?.[1];
    if (!address) continue;
    const stop = () => {
      program.kill('SIGTERM');
      return ended;
    };
    return { address, stop };
  }
  throw new Error('the program ended before it was ready');
}
