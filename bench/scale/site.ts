import { constants, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../server/platform/context.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { startChild } from '../child.ts';
import { startProgram } from '../program.ts';
import { Browser } from './browser.ts';
import { emailOf, PASSWORD, ROLES } from './fill.ts';

/** A million items take gigabytes: they may lie elsewhere. */
const CACHE = process.env['BENCH_CACHE'] ?? projectFile('var/bench');

/** Stores of an older make are made anew. */
const MAKE = 4;
/** What lies longer is no present any more: all that was open would be late. */
const MOST_AGE_MS = 7 * 86_400_000;

/** The folder with a store of so many items; made when it is not there. */
async function storeOf(count: number): Promise<string> {
  const directory = join(CACHE, `scale-${count}`);
  const mark = join(directory, `made-${MAKE}`);
  if (existsSync(mark) && Date.now() - statSync(mark).mtimeMs < MOST_AGE_MS) return directory;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  process.stderr.write(`  making a store of ${count} items …\n`);
  const child = await startChild('scale/make-store.js', { DATA_DIR: directory, ITEMS: String(count) });
  await child.stop();
  writeFileSync(mark, '');
  return directory;
}

/** What is measured also writes: it works on a copy, so that the next run finds the store as it was made. */
function copyOf(directory: string, name = 'run'): string {
  const copy = `${directory}-${name}`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(directory, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}

/** A folder of its own with a store of so many items, to be removed by whoever has asked for it. */
export async function copiedStore(count: number, name: string): Promise<string> {
  return copyOf(await storeOf(count), name);
}

/** Asks for a page to be made ready without the application. */
export interface Asked {
  path: string;
  role?: Role | undefined;
}

export interface Readied {
  /** Bare express gives it there. */
  address?: string;
  /** Milliseconds of its reads, one after another. */
  driver?: number;
  /** Why it cannot be had. */
  fault?: string;
}

export interface Site {
  /** The same page without the application. */
  readied(asked: Asked): Promise<Readied>;
  /** A browser for each role, and one for everybody. */
  browserOf(role?: string): Browser;
  code: string;
  address: string;
  pid: number;
  /** From its start to its first page, in seconds. */
  startSeconds: number;
  stop(): Promise<unknown>;
}

/** The site as `npm start` runs it, on a store of so many items. */
export async function siteOf(count: number): Promise<Site> {
  const directory = copyOf(await storeOf(count));
  const begun = performance.now();
  const { address, pid, stop } = await startProgram(directory);
  const visitor = new Browser(address);
  await visitor.look('/');
  const startSeconds = (performance.now() - begun) / 1_000;
  const browsers = new Map<string, Browser>();
  for (const role of ROLES) {
    const browser = new Browser(address);
    await browser.signIn(emailOf(role), PASSWORD);
    browsers.set(role, browser);
  }
  const bare = await startChild('scale/bare.js', { DATA_DIR: directory });
  const { text } = await visitor.look('/api/v1/feedback?status=answered');
  const code = (JSON.parse(text) as { items: { code: string }[] }).items.at(-1)!.code;
  return {
    browserOf: (role) => (role ? browsers.get(role)! : visitor),
    readied: (asked) => bare.ask(asked),
    code,
    address,
    pid,
    startSeconds,
    async stop() {
      await bare.stop();
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
