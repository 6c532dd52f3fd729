import { MongoNetworkTimeoutError } from 'mongodb';
import mongoose, { type Model } from 'mongoose';
import { log } from '../log.ts';
import { isStoreFull } from '../store-faults.ts';
import { migrations } from './migrations/all.ts';
import { migrateStore } from './migrations/migrate.ts';
import { pendingOf } from './migrations/state.ts';
import { watchSlowQueries } from './slow-queries.ts';
import { refuseUnfitStore, storeAdvice, whyUnreached } from './store-advice.ts';

/** Shape that every collection of documents with a history shares. */
export const documentOptions = {
  versionKey: 'version',
  optimisticConcurrency: true,
  minimize: false,
  strict: 'throw',
} as const;

/** In milliseconds. Whoever waits for a store that has stopped answering gets an error, not silence. */
const LIMITS = {
  maxPoolSize: 20,
  serverSelectionTimeoutMS: 5_000,
  waitQueueTimeoutMS: 10_000,
  socketTimeoutMS: 60_000,
};

/** Pool and time-outs that the address of the store does not name: the driver would take ours before those. */
function limitsBeside(uri: string): Partial<typeof LIMITS> {
  const [, query = ''] = uri.split('?');
  const named = new Set([...new URLSearchParams(query).keys()].map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(LIMITS).filter(([name]) => !named.has(name.toLowerCase())));
}

/** Stores that no other process writes to. */
const ownStores = new WeakSet<object>();

/**
 * Connects the models to a store, brings its documents to the shape of this version and makes the indexes. One
 * connection per process.
 * @param ours no other process writes to it
 * @param watched what takes long is written into the log: for a store that does not tell of itself
 * @throws StoreRefused for a store of a newer version, a server that is too old, and one without a replica set
 */
export async function connectStore(uri: string, { ours = false, watched = false } = {}): Promise<void> {
  await openConnection(uri, { ours, watched });
  if (!ours) await refuseUnfitStore(mongoose.connection.getClient());
  await migrateStore(mongoose.connection.db!);
  await makeIndexes();
}

/**
 * For commands that work beside a site: its shape and its indexes are the site's matter.
 * @throws StoreRefused for a store of a newer version, and for one that was restored by half
 */
export async function connectBeside(uri: string): Promise<void> {
  await openConnection(uri);
  await pendingOf(mongoose.connection.db!, migrations);
}

export async function openConnection(uri: string, { ours = false, watched = false } = {}): Promise<void> {
  // Doors hand over values whose shape joi has checked; an unknown path in a filter is our own mistake.
  mongoose.set('strictQuery', 'throw');
  const connecting = mongoose.connect(uri, {
    autoIndex: false,
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
    ...limitsBeside(uri),
    ...(watched ? { monitorCommands: true } : {}),
  });
  await connecting.catch((error: unknown) => {
    throw whyUnreached(error, uri);
  });
  if (watched) watchSlowQueries(mongoose.connection.getClient());
  if (ours) ownStores.add(mongoose.connection.getClient());
}

/** Whether this process alone writes to the store that is connected. */
export function singleProcess(): boolean {
  return ownStores.has(mongoose.connection.getClient());
}

export async function makeIndexes(): Promise<void> {
  await Promise.all(Object.values(mongoose.models).map(makeIndexesOf));
}

/** All indexes of a collection in one command: one by one they took a good part of the start. */
async function makeIndexesOf(model: Model<unknown>): Promise<void> {
  const indexes = model.schema.indexes().map(([key, options]) => {
    const { background: _background, ...wanted } = options as Record<string, unknown>;
    return { key, ...wanted };
  });
  if (indexes.length === 0) return;
  for (;;) {
    try {
      await model.collection.createIndexes(indexes as never[]);
      return;
    } catch (error) {
      // The store goes on building an index that takes longer than a line may be silent; asked again, it waits for it.
      if (!(error instanceof MongoNetworkTimeoutError)) throw error;
      log.warn({ collection: model.collection.name }, 'the store is still building indexes');
    }
  }
}

export async function disconnectStore(): Promise<void> {
  await mongoose.disconnect();
}

/** True when the store answers; false at the latest when `signal` says so. */
export async function storeAnswers(signal: AbortSignal): Promise<boolean> {
  try {
    await mongoose.connection.db?.command({ ping: 1 }, { signal });
    return mongoose.connection.readyState === 1;
  } catch {
    return false;
  }
}

export function adviceOnStore(): Promise<string[]> {
  return storeAdvice(mongoose.connection.getClient());
}

/**
 * False when the store refuses to grow. Asked by a change that meets nothing: a store that is full refuses that too, one
 * that is not has nothing to write.
 */
export async function storeHasRoom(db: mongoose.mongo.Db, signal?: AbortSignal): Promise<boolean> {
  try {
    const updates = [{ q: { _id: 'nobody' }, u: { $unset: { nothing: 1 } } }];
    await db.command({ update: 'leases', updates }, signal ? { signal } : {});
    return true;
  } catch (error) {
    if (isStoreFull(error)) return false;
    throw error;
  }
}

/** MongoDB's answer to a value that a unique index already holds. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: number } | null)?.code === 11000;
}
