import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { stopForgotten } from './running.ts';

/** After each file, or after all of a run in one process: a test whose hooks have failed does not keep the run from ending. */
export const mochaHooks = { afterAll: stopForgotten };

let close = async () => {};

/**
 * Bundles script and styles, which pages ask for, and unpacks the browser: two files that unpack it at once would start
 * one that is half there. Then opens one store for the whole run, in which each world has a
 * database of its own; MONGODB_URI may name another one.
 */
export async function mochaGlobalSetup(): Promise<void> {
  execFileSync(process.execPath, ['client/build.mjs'], { stdio: 'inherit' });
  await chromium.executablePath();
  if (process.env['MONGODB_URI']) return;
  const directory = await mkdtemp(join(tmpdir(), 'city-'));
  const store = await startStore({ directory, flushedAtEnd: true });
  process.env['MONGODB_URI'] = store.uri;
  close = async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  };
}

export async function mochaGlobalTeardown(): Promise<void> {
  await close();
}
