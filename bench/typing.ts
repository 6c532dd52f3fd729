import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.ts';
import type { Row } from './rounds.ts';
import type { Waited } from './typing-clients.ts';

const SECONDS = 20;

interface Figures {
  text: Waited;
  store: Waited;
}

/** Two hundred officials typing at once: how long each check takes to arrive, and what it costs the server. */
export async function benchTyping(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const site = await startChild<{ address: string; officials: object[] }>('typing-site.js', {
    DATA_DIR: directory,
  });
  const clients = await startChild<object>('typing-clients.js');
  await clients.ask<Figures>({ ...site.ready, seconds: 5 });
  const before = await site.ask<number>({});
  const figures = await clients.ask<Figures>({ ...site.ready, seconds: SECONDS });
  const spent = (await site.ask<number>({})) - before;
  await clients.stop();
  await site.stop();
  await rm(directory, { recursive: true, force: true });
  const { text, store } = figures;
  const checks = text.count - text.overtaken + store.count - store.overtaken;
  const milliseconds = (spent * 1000) / checks;
  return [
    waitRow('text check, 200 officials typing, p95', text, 50),
    waitRow('check reading the store, 200 officials typing, p95', store, 500),
    {
      ...plain(
        'processor time of one check, whole server',
        'ms',
        milliseconds,
        '200 a second fit in one core: ≤ 4',
      ),
      range: [milliseconds, milliseconds],
      met: milliseconds <= 4,
    },
  ];
}

function plain(name: string, unit: string, ours: number, goal: string) {
  return { name, unit, ours, bare: Number.NaN, ratio: Number.NaN, goal };
}

function waitRow(name: string, { p50, p95, p99, failed }: Waited, most: number): Row {
  return {
    ...plain(name, 'ms', p95, `≤ ${most} ms (range p50 – p99), none failed`),
    range: [p50, p99],
    met: p95 <= most && failed === 0,
  };
}
