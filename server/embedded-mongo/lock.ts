import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** Another process has the directory; the message says which. */
export class StoreLocked extends Error {
  /** Where it answers; absent in the moment in which it starts or ends. */
  readonly uri: string | undefined;

  constructor(directory: string, pid: number | undefined) {
    super(`another process (pid ${pid ?? 'unknown'}) uses ${directory}`);
    this.name = 'StoreLocked';
    this.uri = readAddress(directory);
  }
}

const addressFile = (directory: string) => join(directory, 'store.uri');

/** Whoever finds the directory locked reads there where its store answers. */
export function tellAddress(directory: string, uri: string): void {
  writeFileSync(addressFile(directory), uri, { mode: 0o600 });
}

export function forgetAddress(directory: string): void {
  rmSync(addressFile(directory), { force: true });
}

function readAddress(directory: string): string | undefined {
  try {
    return readFileSync(addressFile(directory), 'utf8') || undefined;
  } catch {
    return undefined;
  }
}

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the directory for this process. On Linux and Windows the lock is a name that the kernel frees with
 * its process, so kill -9 leaves nothing behind; elsewhere it is a file with a pid, void when that process
 * is gone. Two containers that share a directory but no network do not see each other's lock.
 */
export async function lockDirectory(directory: string): Promise<Lock> {
  const file = join(directory, 'store.pid');
  const name = kernelName(directory);
  if (!name) return lockByFile(directory, file);
  const server = await hold(name);
  if (!server) throw new StoreLocked(directory, readPid(file));
  writeFileSync(file, `${process.pid}\n`);
  return {
    release: () => {
      rmSync(file, { force: true });
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** By device and inode: another path to the same directory is the same store. */
function kernelName(directory: string): string | undefined {
  const { dev, ino } = statSync(directory, { bigint: true });
  const digest = createHash('sha256')
    .update(`${dev}:${ino}:${realpathSync(directory)}`)
    .digest('hex');
  if (process.platform === 'linux') return `\0embedded-mongo-${digest}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\embedded-mongo-${digest}` : undefined;
}

function hold(name: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ path: name }, () => {
      server.unref();
      resolve(server);
    });
  });
}

function lockByFile(directory: string, file: string): Lock {
  const holder = readPid(file);
  if (holder !== undefined && isAlive(holder)) throw new StoreLocked(directory, holder);
  rmSync(file, { force: true });
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
  } catch {
    throw new StoreLocked(directory, readPid(file));
  }
  return { release: async () => rmSync(file, { force: true }) };
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
