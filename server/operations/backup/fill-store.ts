import { deserialize, serialize } from 'bson';
import type { Db, MongoClient } from 'mongodb';
import { RESTORE, STATE } from '../../platform/data/migrations/state.ts';
import { type Batch, Counter, differences, type Tallies } from './batch.ts';
import { BackupFault } from './format.ts';
import { copiedNames, documentsNow } from './store-data.ts';

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
  const found = new Counter();
  for await (const batch of documentsNow(db, await copiedNames(db))) found.add(batch);
  const odd = differences(sent.tallies, found.tallies);
  if (odd.length > 0) throw new BackupFault(`What the store reads back differs: ${odd.join('; ')}.`);
  await marks.deleteOne({ _id: RESTORE });
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
