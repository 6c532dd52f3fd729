import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigFault } from './config.ts';
import { log } from './platform/log.ts';
import { randomToken } from './platform/secrets.ts';

/** As for SESSION_SECRET. */
const LEAST_LENGTH = 32;

/**
 * The secret of a site to which nobody has given one, made at its first start and kept beside its data: another one at
 * each start would end every session and every link in letters. An empty file is left when the disk was full at that
 * moment: with an empty secret anybody could sign a session, so another one is made.
 * @throws ConfigFault for a file too short to be one of ours: somebody has to look
 */
export async function keptSecret(directory: string): Promise<string> {
  const path = join(directory, 'secret');
  await mkdir(directory, { recursive: true });
  const kept = (await readIfThere(path)) ?? (await madeAt(path, link));
  if (kept.trim() === '') {
    log.warn({ path }, 'the kept secret is empty: another one is made, and everybody has to sign in again');
    return checked(path, await madeAt(path, rename));
  }
  return checked(path, kept);
}

function checked(path: string, secret: string): string {
  if (secret.trim().length >= LEAST_LENGTH) return secret;
  throw new ConfigFault([
    `${path} holds less than ${LEAST_LENGTH} characters: remove it to have another secret made (everybody signs in again), or set SESSION_SECRET`,
  ]);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written beside and put in its place when it is whole; of several processes that start at once one is first. */
async function madeAt(path: string, put: (from: string, to: string) => Promise<void>): Promise<string> {
  const draft = `${path}.${process.pid}.${randomToken().slice(0, 8)}`;
  try {
    await writeFile(draft, randomToken(), { mode: 0o600, flag: 'wx', flush: true });
    await put(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}

export async function withSecret(config: Config): Promise<Config> {
  if (!config.secretMadeUp) return config;
  return { ...config, sessionSecret: await keptSecret(config.dataDirectory) };
}
