import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { randomToken } from './platform/secrets.ts';

/**
 * The secret of a site to which nobody has given one, made at its first start and kept beside its data: another one at
 * each start would end every session and every link in letters.
 */
export async function keptSecret(directory: string): Promise<string> {
  const path = join(directory, 'secret');
  await mkdir(directory, { recursive: true });
  try {
    await writeFile(path, randomToken(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(path, 'utf8');
}

export async function withSecret(config: Config): Promise<Config> {
  if (!config.secretMadeUp) return config;
  return { ...config, sessionSecret: await keptSecret(config.dataDirectory) };
}
