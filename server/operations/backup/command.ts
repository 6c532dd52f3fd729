import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Config, ConfigFault, LEAST_PASSPHRASE } from '../../config.ts';
import { type Tallies, totalOf } from './batch.ts';

export const MISUSED = 64;
const MISCONFIGURED = 78;

/** What was asked cannot be understood. */
export class Misuse extends Error {}

/** @throws Misuse with the usage for options that are not known */
export function readOptions<Options extends Record<string, { type: 'string' | 'boolean' }>>(
  options: Options,
  usage: string,
): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ options }).values as Record<string, string | boolean | undefined>;
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n${usage}`);
  }
}

/** Of the file, else of the environment; never an argument, for everybody on the machine can read those. */
export async function readPassphrase(
  file: unknown,
  { backupPassphrase }: Pick<Config, 'backupPassphrase'>,
): Promise<string | undefined> {
  const given = typeof file === 'string' ? await passphraseIn(file) : backupPassphrase;
  if (given !== undefined && given.length < LEAST_PASSPHRASE)
    throw new Misuse(`The passphrase has less than ${LEAST_PASSPHRASE} characters.`);
  return given;
}

async function passphraseIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new Misuse(`The passphrase cannot be read: ${(error as Error).message}`);
  }
}

export function told(tallies: Tallies): string {
  const { collections, documents, bytes } = totalOf(tallies);
  return `${documents} documents of ${collections} collections, ${megabytes(bytes)}`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof Misuse ? MISUSED : error instanceof ConfigFault ? MISCONFIGURED : 1;
  }
}
