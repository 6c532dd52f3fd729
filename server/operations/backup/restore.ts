import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MongoClient } from 'mongodb';
import type { Config } from '../../config.ts';
import { StoreLocked, startStore } from '../../embedded-mongo/index.ts';
import { migrations } from '../../platform/data/migrations/all.ts';
import { isEmpty, latestOf, productVersion } from '../../platform/data/migrations/state.ts';
import type { Batch, Tallies } from './batch.ts';
import { fillStore, makeStore } from './fill-store.ts';
import { BackupFault } from './format.ts';
import { BackupReader, type StoredFile } from './read-file.ts';
import { connectTo } from './store-data.ts';

export interface Wanted {
  from: string;
  overwrite: boolean;
  passphrase: string | undefined;
  now: Date;
}

export interface Restored {
  collections: Tallies;
  /** Where what was there before lies now. */
  keptAt: string[];
}

/** Reads a backup whole before anything is changed, and then makes the store what it was. */
export async function restoreBackup(config: Config, wanted: Wanted): Promise<Restored> {
  const reader = await BackupReader.open(wanted.from, wanted.passphrase);
  try {
    refuseNewer(reader);
    await reader.verify();
    const files: StoredFile[] = [];
    const restored = config.mongoUri
      ? { collections: await intoDatabase(config.mongoUri, batches(reader, files), wanted), keptAt: [] }
      : await intoDirectory(config, batches(reader, files), wanted);
    // Whoever gives the secret by SESSION_SECRET goes on giving it.
    const ours = config.secretMadeUp ? files : [];
    for (const file of ours) restored.keptAt.push(...(await putFile(config.dataDirectory, file, wanted.now)));
    return restored;
  } finally {
    await reader.close();
  }
}

function refuseNewer({ header }: BackupReader): void {
  const latest = latestOf(migrations);
  if (header.migration <= latest) return;
  throw new BackupFault(
    `The backup was made by version ${header.product}, whose documents this version (${productVersion()}) does not know: migration ${header.migration}, here up to ${latest}. Restore it with version ${header.product} or a later one.`,
  );
}

export async function intoDatabase(
  uri: string,
  documents: AsyncIterable<Batch>,
  { overwrite }: Pick<Wanted, 'overwrite'>,
): Promise<Tallies> {
  const client = await connectTo(uri);
  try {
    await refuseInUse(client);
    if (!overwrite && !(await isEmpty(client.db()))) throw new BackupFault(holdsData('The database'));
    return await fillStore(client, documents);
  } finally {
    await client.close();
  }
}

/** A running server keeps leases on its jobs. */
export async function refuseInUse(client: MongoClient): Promise<void> {
  const lease = await client
    .db()
    .collection('leases')
    .findOne({ until: { $gt: new Date() } });
  if (lease)
    throw new BackupFault(
      'A site is running on this database: stop all its processes first (one that was killed counts as running for 20 seconds).',
    );
}

/** Into a directory beside, which takes the place of the store when it is whole; that one is kept. */
export async function intoDirectory(
  { dataDirectory }: Pick<Config, 'dataDirectory'>,
  documents: AsyncIterable<Batch>,
  { overwrite, now }: Pick<Wanted, 'overwrite' | 'now'>,
): Promise<Restored> {
  const place = join(dataDirectory, 'store');
  const beside = join(dataDirectory, `store.restoring-${process.pid}`);
  await refuseData(place, overwrite);
  let collections: Tallies;
  try {
    collections = await makeStore(beside, documents);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw explained(error, dataDirectory);
  }
  await refuseData(place, overwrite);
  const keptAt = await setAside(place, now);
  await rename(beside, place);
  return { collections, keptAt };
}

async function refuseData(directory: string, overwrite: boolean): Promise<void> {
  if (!existsSync(join(directory, 'store.mdb'))) return;
  try {
    if (!(await isEmptyStore(directory)) && !overwrite) throw new BackupFault(holdsData(directory));
  } catch (error) {
    if (error instanceof StoreLocked) throw new BackupFault(`Stop the server first: ${error.message}.`);
    // A store that cannot be opened is what a restore may be for.
    if (error instanceof BackupFault || !overwrite) throw error;
  }
}

async function isEmptyStore(directory: string): Promise<boolean> {
  const store = await startStore({ directory });
  try {
    const client = await connectTo(store.uri);
    try {
      return await isEmpty(client.db());
    } finally {
      await client.close();
    }
  } finally {
    // Of an unreadable one too: its lock would keep the restore itself out.
    await store.close();
  }
}

async function setAside(path: string, now: Date): Promise<string[]> {
  if (!existsSync(path)) return [];
  const aside = `${path}.before-restore-${now.toISOString().replace(/[:.]/g, '-')}`;
  await rename(path, aside);
  return [aside];
}

export async function putFile(directory: string, { name, bytes }: StoredFile, now: Date): Promise<string[]> {
  if (name !== 'secret') return [];
  const path = join(directory, name);
  const there = await readFile(path).catch(() => undefined);
  if (there?.equals(bytes)) return [];
  await mkdir(directory, { recursive: true });
  const keptAt = await setAside(path, now);
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true });
  return keptAt;
}

async function* batches(reader: BackupReader, files: StoredFile[]): AsyncGenerator<Batch> {
  for await (const part of reader.parts()) {
    if ('documents' in part) yield part;
    if ('bytes' in part) files.push(part as StoredFile);
  }
}

function holdsData(what: string): string {
  return `${what} holds data. With --overwrite the backup takes their place.`;
}

function explained(error: unknown, directory: string): unknown {
  if ((error as { code?: unknown }).code !== 14031) return error;
  return new BackupFault(`There is no room on the disk of ${directory}; what was restored is removed again.`);
}
