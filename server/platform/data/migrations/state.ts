import { readFileSync } from 'node:fs';
import type { mongo } from 'mongoose';
import { projectFile } from '../../project-files.ts';
import type { Migration } from './migration.ts';

/** What a store knows of itself, one row each: the migrations that it has seen, a restore under way, the last backup. */
export const STATE = 'store-state';
/** The row that stands there as long as a restore is under way. */
export const RESTORE = 'restore';

/** What running processes leave; a store that holds nothing else is empty. */
export const OF_PROCESSES = ['leases', 'sessions', STATE];

interface StateRow {
  _id: string;
}

interface MigrationRow extends StateRow {
  number: number;
  name: string;
  doneAt: Date;
  changed: number;
  /** The version of the product that made it. */
  by: string;
}

/** A store that this version must not open; the message says why and what to do. */
export class StoreRefused extends Error {}

export function productVersion(): string {
  return (JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string }).version;
}

export function latestOf(migrations: readonly Migration[]): number {
  return Math.max(0, ...migrations.map(({ number }) => number));
}

/** Which migrations the store has not seen, in order. @throws StoreRefused */
export async function pendingOf(db: mongo.Db, migrations: readonly Migration[]): Promise<Migration[]> {
  const rows = await db.collection<StateRow>(STATE).find().toArray();
  if (rows.some(({ _id }) => _id === RESTORE))
    throw new StoreRefused(
      'A restore into this store was cut off, and it holds only a part. Run the restore again, with --overwrite.',
    );
  const done = rows.filter((row): row is MigrationRow => 'number' in row);
  refuseNewer(done, latestOf(migrations));
  const seen = new Set(done.map(({ number }) => number));
  return migrations.filter(({ number }) => !seen.has(number));
}

function refuseNewer(done: readonly MigrationRow[], latest: number): void {
  const newer = done.find(({ number }) => number > latest);
  if (!newer) return;
  throw new StoreRefused(
    `Version ${newer.by} of the program has changed this store (migration ${newer.number}: ${newer.name}). This is version ${productVersion()}, which knows migrations up to ${latest}. Start version ${newer.by} or a later one, or restore a backup from before the upgrade.`,
  );
}

export async function noteDone(
  db: mongo.Db,
  { number, name }: Migration,
  { changed, doneAt }: { changed: number; doneAt: Date },
): Promise<void> {
  const row = { number, name, changed, doneAt, by: productVersion() };
  await db
    .collection<StateRow>(STATE)
    .updateOne({ _id: `migration-${number}` }, { $set: row }, { upsert: true });
}

export async function isEmpty(db: mongo.Db): Promise<boolean> {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  for (const name of names.filter((each) => !OF_PROCESSES.includes(each) && !each.startsWith('system.')))
    if (await db.collection(name).findOne({}, { projection: { _id: 1 } })) return false;
  return true;
}
