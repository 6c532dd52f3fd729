import { readFile } from 'node:fs/promises';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Trilingual } from '../platform/context.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { closingFile } from './closing-file.ts';
import { SiteState } from './model.ts';
import { type Closed, type Notice, noticeAt, readReason } from './rules.ts';

export const SITE = 'site';

interface Known {
  closed?: Closed | null;
  notice?: Notice | null;
  /** By the file of the command, in the data directory of this process. */
  byFile?: Trilingual | undefined;
  directory?: string | undefined;
}

const memory = storeMemory<Known>(() => ({}));

export async function readSiteState(): Promise<void> {
  const known = memory();
  const state = await SiteState.findById(SITE, { closed: 1, notice: 1 }).lean();
  Object.assign(known, { closed: state?.closed ?? null, notice: state?.notice ?? null });
  known.byFile = known.directory ? await reasonInFile(known.directory) : undefined;
}

async function reasonInFile(directory: string): Promise<Trilingual | undefined> {
  try {
    return readReason(await readFile(closingFile(directory), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // A file that cannot be read was put there by somebody: rather closed than open.
    return readReason('{}');
  }
}

export async function startSiteState(directory: string | undefined): Promise<void> {
  memory().directory = directory;
  await readSiteState();
}

/** Why nobody writes now; undefined: the site is open. */
export function closedNow(): Trilingual | undefined {
  return memory().byFile ?? memory().closed?.reason;
}

export function closedByFile(): boolean {
  return memory().byFile !== undefined;
}

export function noticeNow(now: Date): Trilingual | undefined {
  return noticeAt(memory().notice, now)?.text;
}

export const siteStateJob: Job = {
  name: 'maintenance.read',
  everySeconds: 5,
  everyProcess: true,
  run: readSiteState,
};
