import { deserialize } from 'bson';
import { type Db, MongoClient } from 'mongodb';
import { OF_PROCESSES, STATE } from '../../platform/data/migrations/state.ts';
import { whyUnreached } from '../../platform/data/store-advice.ts';
import type { Batch } from './batch.ts';
import { BackupFault } from './format.ts';

/** Documents asked for at once: the store serves people between two batches. Pieces of files are large. */
const AT_ONCE = 500;
const PIECES_AT_ONCE = 8;

const TOO_OLD = 239;
const UNAVAILABLE = 246;

/** Connects for copying: a store that is not there is said within five seconds. */
export async function connectTo(uri: string): Promise<MongoClient> {
  return MongoClient.connect(uri, {
    serverSelectionTimeoutMS: 5000,
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 60_000 },
  }).catch((error: unknown) => {
    throw whyUnreached(error, uri);
  });
}

/** Collections that are copied, in the order of their names: not what only running processes need. */
export async function copiedNames(db: Db): Promise<string[]> {
  const rows = await db.listCollections({}, { nameOnly: true }).toArray();
  return rows
    .map(({ name }) => name)
    .filter((name) => !OF_PROCESSES.includes(name) && !name.startsWith('system.'))
    .concat(STATE)
    .sort();
}

/** All documents as they stand at one moment, whatever is written meanwhile. */
export async function* documentsOf(client: MongoClient): AsyncGenerator<Batch> {
  const session = client.startSession({ snapshot: true });
  const db = client.db();
  try {
    // Begins the snapshot: what is made from now on is not in it, so the names may be asked after it.
    const opening = db.collection(STATE).find({}, { session, batchSize: 1 });
    await opening.hasNext();
    await opening.close();
    for (const collection of await copiedNames(db)) {
      const batchSize = collection.endsWith('.chunks') ? PIECES_AT_ONCE : AT_ONCE;
      const cursor = db.collection(collection).find({}, { session, raw: true, batchSize, sort: { _id: 1 } });
      while (await cursor.hasNext()) {
        const documents = cursor.readBufferedDocuments().map((bytes) => asBuffer(bytes as never));
        const copied = collection === STATE ? documents.filter(isMigration) : documents;
        if (copied.length > 0) yield { collection, documents: copied };
      }
    }
  } catch (error) {
    throw explained(error);
  } finally {
    await session.endSession();
  }
}

/** As they stand now, for holding a copy against what it was made from. */
export async function* documentsNow(db: Db, names: readonly string[]): AsyncGenerator<Batch> {
  for (const collection of names) {
    const cursor = db.collection(collection).find({}, { raw: true, batchSize: AT_ONCE });
    while (await cursor.hasNext()) {
      const documents = cursor.readBufferedDocuments().map((bytes) => asBuffer(bytes as never));
      const copied = collection === STATE ? documents.filter(isMigration) : documents;
      if (copied.length > 0) yield { collection, documents: copied };
    }
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The other rows of the state are about this store, not about its documents. */
function isMigration(bytes: Buffer): boolean {
  return 'number' in deserialize(bytes);
}

function explained(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === TOO_OLD)
    return new BackupFault(
      'The store no longer keeps the moment at which this backup began. Let it keep more (minSnapshotHistoryWindowInSeconds), or use mongodump --oplog: docs/operations.md.',
    );
  if (code === UNAVAILABLE)
    return new BackupFault('Collections or indexes of the store were changed in this moment: try again.');
  if (/snapshot/i.test(message ?? ''))
    return new BackupFault(
      `The store has no snapshots (${message}): MONGODB_URI must lead to a replica set.`,
    );
  return error;
}
