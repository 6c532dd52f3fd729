import { deserialize, serialize } from 'bson';
import type { Db, MongoClient } from 'mongodb';
import { loadStore, startStore } from '../../embedded-mongo/index.ts';
import { RESTORE, STATE } from '../../platform/data/migrations/state.ts';
import { type Batch, Counter, counted, differences, type Tallies } from './batch.ts';
import { BackupFault } from './format.ts';
import { connectTo, copiedNames, documentsNow } from './store-data.ts';

/** Numbers and dates as they are, so that what is sent is what was read. */
const KEEP_TYPES = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
} as const;

/**
 * Puts documents into a store that is empty or is emptied first, and reads them back. Until all is there a mark stands
 * in it, and no server starts on it.
 */
export async function fillStore(client: MongoClient, batches: AsyncIterable<Batch>): Promise<Tallies> {
  const db = client.db();
  const marks = db.collection<{ _id: string; begunAt: Date }>(STATE);
  await marks.updateOne({ _id: RESTORE }, { $set: { begunAt: new Date() } }, { upsert: true });
  await removeAll(db);
  const sent = new Counter();
  for await (const batch of batches) {
    const documents = batch.documents.map((bytes) => deserialize(bytes, KEEP_TYPES));
    // Names that are whole numbers may have changed places: held against what was sent, not against what was read.
    sent.add({ ...batch, documents: documents.map(bytesOf) });
    await db
      .collection(batch.collection)
      .insertMany(documents, { ignoreUndefined: false, forceServerObjectId: true });
  }
  const found = await readBack(db, sent);
  await marks.deleteOne({ _id: RESTORE });
  return found;
}

/** Makes a store of the files of a directory that has none, and reads it back as the site will. */
export async function makeStore(directory: string, batches: AsyncIterable<Batch>): Promise<Tallies> {
  const loaded = new Counter();
  await loadStore(directory, counted(batches, loaded));
  const store = await startStore({ directory });
  const client = await connectTo(store.uri);
  try {
    return await readBack(client.db(), loaded);
  } finally {
    await client.close();
    await store.close();
  }
}

async function readBack(db: Db, given: Counter): Promise<Tallies> {
  const found = new Counter();
  for await (const batch of documentsNow(db, await copiedNames(db))) found.add(batch);
  const odd = differences(given.tallies, found.tallies);
  if (odd.length > 0) throw new BackupFault(`What the store reads back differs: ${odd.join('; ')}.`);
  return found.tallies;
}

function bytesOf(document: object): Buffer {
  return Buffer.from(serialize(document, { ignoreUndefined: false }));
}

async function removeAll(db: Db): Promise<void> {
  for (const name of await copiedNames(db))
    if (name === STATE) await db.collection(STATE).deleteMany({ number: { $exists: true } });
    else await db.collection(name).drop();
  await db.collection('sessions').deleteMany({});
}
