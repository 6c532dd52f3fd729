import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import { beat } from '../../clock/beat.ts';
import { machineClock, pause } from '../../clock/clock.ts';
import { giveUpLeases, LEASE_SECONDS, renewLeases, takeLease } from '../../clock/lease.ts';
import { log } from '../../log.ts';
import { migrations as all } from './all.ts';
import type { Migration } from './migration.ts';
import { isEmpty, noteDone, pendingOf } from './state.ts';

const LEASE = 'store.migrate';
const ASK_AGAIN_MS = 1_000;

/**
 * Brings the documents of a store to the shape of this version, in one process at a time. One that was cut off is made
 * again by whoever starts next.
 * @throws StoreRefused for a store that a newer version has changed
 */
export async function migrateStore(db: mongo.Db, migrations: readonly Migration[] = all): Promise<void> {
  if ((await pendingOf(db, migrations)).length === 0) return;
  if (await isEmpty(db)) return passOver(db, migrations);
  await alone(async () => {
    // Another process may have made them while this one waited.
    for (const migration of await pendingOf(db, migrations)) await make(db, migration);
  });
}

/** A new store is born in the shape of this version. */
async function passOver(db: mongo.Db, migrations: readonly Migration[]): Promise<void> {
  for (const migration of migrations)
    await noteDone(db, migration, { changed: 0, doneAt: machineClock.now() });
}

async function make(db: mongo.Db, migration: Migration): Promise<void> {
  const { number, name } = migration;
  log.info({ migration: number, name }, 'migration begins');
  const begun = performance.now();
  const changed = await migration.run(db);
  await noteDone(db, migration, { changed, doneAt: machineClock.now() });
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  log.info({ migration: number, name, changed, seconds }, 'migration done');
}

async function alone(work: () => Promise<void>): Promise<void> {
  const holder = randomUUID();
  let told = false;
  while (!(await takeLease(LEASE, holder, machineClock.now()))) {
    if (!told) log.info('another process changes the store for this version; this one waits for it');
    told = true;
    await pause(ASK_AGAIN_MS);
  }
  const stop = beat((LEASE_SECONDS * 1000) / 4, async () => {
    await renewLeases(holder, machineClock.now()).catch(() => undefined);
  });
  try {
    await work();
  } finally {
    await stop();
    await giveUpLeases(holder);
  }
}
