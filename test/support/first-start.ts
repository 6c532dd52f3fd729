import type { IndexDescription } from 'mongodb';
import mongoose from 'mongoose';
import { makeIndexes, openConnection } from '../../server/platform/data/connection.ts';
import { databaseOfItsOwn, storeAddress } from './store.ts';

interface Table {
  name: string;
  indexes: IndexDescription[];
  rows: mongoose.mongo.Document[];
}

/**
 * What the first start has left in an empty database of a store: indexes and the catalogue, the same for every world of
 * a time zone.
 */
const left = new Map<string, Table[]>();

/** Connects to a new database. It gets what a first start leaves there, once that is known. */
export async function connectPrepared(timeZone = '', ours = true): Promise<void> {
  await openConnection(databaseOfItsOwn(), { ours });
  const known = left.get(storeAddress() + timeZone);
  if (known) await Promise.all(known.map(write));
  else await makeIndexes();
}

/** To be called when the application has started and nothing is under way. */
export async function rememberFirstStart(timeZone = ''): Promise<void> {
  const key = storeAddress() + timeZone;
  if (!left.has(key)) left.set(key, await readAll());
}

async function readAll(): Promise<Table[]> {
  const collections = await mongoose.connection.db!.listCollections({}, { nameOnly: true }).toArray();
  return Promise.all(collections.map(({ name }) => read(name)));
}

async function read(name: string): Promise<Table> {
  const collection = mongoose.connection.db!.collection(name);
  const indexes = (await collection.indexes()) as IndexDescription[];
  const exact = { promoteValues: false, promoteLongs: false };
  return {
    name,
    indexes: indexes.filter((index) => index.name !== '_id_'),
    rows: await collection.find({}, exact).toArray(),
  };
}

async function write({ name, indexes, rows }: Table): Promise<void> {
  const collection = mongoose.connection.db!.collection(name);
  if (indexes.length > 0) await collection.createIndexes(indexes);
  if (rows.length > 0) await collection.insertMany(rows);
}
