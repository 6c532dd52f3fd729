import { existsSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { checkFile } from './check-file.ts';
import { flushFile } from './flush-file.ts';
import { rewrite } from './rewrite.ts';

export interface Compacted {
  /** Bytes of the file. */
  readonly before: number;
  readonly after: number;
}

/** Beside it: what a kill has left of a copy that was not whole is removed at the next start. */
const copyOf = (file: string) => `${file}-compact`;

/** Removes what a compaction that was cut off has left. */
export function forgetCopy(file: string): void {
  for (const path of [copyOf(file), `${copyOf(file)}-lock`]) rmSync(path, { force: true });
}

/**
 * Writes the file anew without its free pages. Nobody may have it open. The old file stays until the new one is whole and
 * on disk: then the name passes over at once.
 * @param quick pages are taken over as they are, however full
 */
export async function compact(file: string, { quick = false } = {}): Promise<Compacted> {
  checkFile(file);
  forgetCopy(file);
  const before = statSync(file).size;
  const db = openRaw(file);
  try {
    const { used } = usage(db);
    const { bavail, bsize } = statfsSync(dirname(file));
    if (bavail * bsize < used + SPARE_BYTES)
      throw new Error(
        `compacting needs ${used + SPARE_BYTES} bytes on the disk, of which ${bavail * bsize} are free`,
      );
    if (quick) await db.backup(copyOf(file), true);
    else await rewriteTo(db, copyOf(file));
  } finally {
    await db.close();
  }
  flushFile(copyOf(file));
  renameSync(copyOf(file), file);
  flushFile(dirname(file));
  return { before, after: statSync(file).size };
}

async function rewriteTo(from: Raw, path: string): Promise<void> {
  const to = openRaw(path);
  try {
    rewrite(from, to);
  } finally {
    await to.close();
    rmSync(`${path}-lock`, { force: true });
  }
}

const SPARE_BYTES = 16 * 1024 * 1024;

/** Half of the file is free, that is much, and the rest is copied in about a second. */
export async function isWorthwhile(file: string): Promise<boolean> {
  if (!existsSync(file) || statSync(file).size < WORTHWHILE_BYTES) return false;
  checkFile(file);
  const db = openRaw(file);
  try {
    const { used, whole } = usage(db);
    return used < QUICK_BYTES && whole - used > WORTHWHILE_BYTES && used < whole / 2;
  } finally {
    await db.close();
  }
}

const WORTHWHILE_BYTES = 64 * 1024 * 1024;
const QUICK_BYTES = 256 * 1024 * 1024;

type Raw = RootDatabase<Buffer, Buffer>;

function openRaw(file: string): Raw {
  return open<Buffer, Buffer>({
    path: file,
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    overlappingSync: false,
  });
}

function usage(db: Raw): { used: number; whole: number } {
  const stats = db.getStats() as Record<string, number>;
  const {
    pageSize = 0,
    lastPageNumber = 0,
    treeBranchPageCount = 0,
    treeLeafPageCount = 0,
    overflowPages = 0,
  } = stats;
  const used = (treeBranchPageCount + treeLeafPageCount + overflowPages) * pageSize;
  return { used, whole: (lastPageNumber + 1) * pageSize };
}
