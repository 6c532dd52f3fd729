import assert from 'node:assert/strict';
import {
  type Collection,
  type Db,
  type Document,
  MongoBulkWriteError,
  type MongoClient,
  MongoServerError,
} from 'mongodb';
import type { CollectionData, Operation, SpecTest } from './load.ts';
import { difference } from './match.ts';

type Arguments = Record<string, never>;
type Run = (collection: Collection, given: Arguments) => Promise<unknown> | undefined;

function rest(given: Arguments, ...taken: string[]): Record<string, never> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !taken.includes(name))) as Record<
    string,
    never
  >;
}

function after(given: Arguments, ...taken: string[]): Record<string, never> {
  const options: Document = rest(given, ...taken);
  if (options.returnDocument) options.returnDocument = options.returnDocument.toLowerCase();
  return options as Record<string, never>;
}

const COLLECTION_OPERATIONS: Record<string, Run> = {
  insertOne: (on, given) => on.insertOne(given.document!, rest(given, 'document')),
  insertMany: (on, given) => on.insertMany(given.documents!, rest(given, 'documents')),
  find: (on, given) => on.find(given.filter!, rest(given, 'filter')).toArray(),
  findOne: (on, given) => on.findOne(given.filter!, rest(given, 'filter')),
  updateOne: (on, given) => on.updateOne(given.filter!, given.update!, rest(given, 'filter', 'update')),
  updateMany: (on, given) => on.updateMany(given.filter!, given.update!, rest(given, 'filter', 'update')),
  replaceOne: (on, given) =>
    on.replaceOne(given.filter!, given.replacement!, rest(given, 'filter', 'replacement')),
  deleteOne: (on, given) => on.deleteOne(given.filter!, rest(given, 'filter')),
  deleteMany: (on, given) => on.deleteMany(given.filter!, rest(given, 'filter')),
  findOneAndUpdate: (on, given) =>
    on.findOneAndUpdate(given.filter!, given.update!, after(given, 'filter', 'update')),
  findOneAndReplace: (on, given) =>
    on.findOneAndReplace(given.filter!, given.replacement!, after(given, 'filter', 'replacement')),
  findOneAndDelete: (on, given) => on.findOneAndDelete(given.filter!, rest(given, 'filter')),
  countDocuments: (on, given) => on.countDocuments(given.filter!, rest(given, 'filter')),
  count: (on, given) => on.count(given.filter!, rest(given, 'filter')),
  estimatedDocumentCount: (on, given) => on.estimatedDocumentCount(rest(given)),
  distinct: (on, given) => on.distinct(given.fieldName!, given.filter!, rest(given, 'fieldName', 'filter')),
  bulkWrite: (on, given) => on.bulkWrite(given.requests!, rest(given, 'requests')),
  aggregate: (on, given) => on.aggregate(given.pipeline!, rest(given, 'pipeline')).toArray(),
  createIndex: (on, given) => on.createIndex(given.keys!, rest(given, 'keys')),
};

const DATABASE_OPERATIONS: Record<string, (on: Db, given: Arguments) => Promise<unknown>> = {
  aggregate: (on, given) => on.aggregate(given.pipeline!, rest(given, 'pipeline')).toArray(),
  modifyCollection: (on, given) => on.command({ collMod: given.collection!, validator: given.validator! }),
};

export async function prepare(client: MongoClient, data: readonly CollectionData[]): Promise<void> {
  for (const { databaseName, collectionName, documents } of data) {
    const collection = client.db(databaseName).collection(collectionName);
    await collection.drop();
    if (documents.length > 0) await collection.insertMany(documents);
  }
}

/** Runs the operations of one test and compares results, errors and outcome; the command events are the driver's. */
export async function runTest(client: MongoClient, test: SpecTest): Promise<void> {
  await prepare(client, test.initialData);
  const entities = entitiesOf(client, test);
  for (const operation of test.operations) await runOperation(entities, operation);
  for (const { databaseName, collectionName, documents } of test.outcome) {
    const found = await client.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
    assert.equal(difference(documents.map(exactly), found.map(exactly), 'outcome'), '');
  }
}

/** Wrapped, so that surplus fields count as a difference. */
function exactly(document: unknown): unknown {
  return { document };
}

type Entities = ReadonlyMap<string, Collection | Db>;

export function entitiesOf(client: MongoClient, test: SpecTest): Entities {
  const entities = new Map<string, Collection | Db>();
  for (const entity of test.entities) {
    const database = entity.database as Document | undefined;
    if (database) entities.set(database.id, client.db(database.databaseName));
    const made = entity.collection as Document | undefined;
    if (!made) continue;
    const owner = entities.get(made.database) as Db;
    entities.set(made.id, owner.collection(made.collectionName, made.collectionOptions));
  }
  return entities;
}

export async function perform(entities: Entities, operation: Operation): Promise<unknown> {
  const target = entities.get(operation.object)!;
  const given = (operation.arguments ?? {}) as Arguments;
  const isDatabase = !('collectionName' in target);
  const run = isDatabase ? DATABASE_OPERATIONS[operation.name] : COLLECTION_OPERATIONS[operation.name];
  if (!run) throw new Error(`the test runner does not know ${operation.name}`);
  return (run as (on: unknown, given: Arguments) => Promise<unknown>)(target, given);
}

async function runOperation(entities: Entities, operation: Operation): Promise<void> {
  if (operation.expectError) return expectFailure(entities, operation);
  const result = plain(await perform(entities, operation));
  if (operation.expectResult !== undefined) assert.equal(difference(operation.expectResult, result), '');
}

async function expectFailure(entities: Entities, operation: Operation): Promise<void> {
  const wanted = operation.expectError as Document;
  const error = await perform(entities, operation).then(
    () => undefined,
    (reason: unknown) => reason as MongoServerError,
  );
  assert.ok(error, `${operation.name} should have failed`);
  if (wanted.isClientError)
    assert.ok(!(error instanceof MongoServerError), `${error.message} is the server's`);
  if (wanted.isClientError === false) assert.ok(error instanceof MongoServerError);
  if (wanted.errorContains)
    assert.ok(error.message.toLowerCase().includes(wanted.errorContains.toLowerCase()), error.message);
  if (wanted.errorCode) assert.equal(error.code, wanted.errorCode);
  if (wanted.errorResponse) assert.equal(difference(wanted.errorResponse, error.errorResponse, 'error'), '');
  if (wanted.expectResult && error instanceof MongoBulkWriteError) {
    assert.equal(difference(wanted.expectResult, plain(error.result), 'partial result'), '');
  }
}

const BULK = [
  'insertedCount',
  'insertedIds',
  'matchedCount',
  'modifiedCount',
  'deletedCount',
  'upsertedCount',
  'upsertedIds',
];

/** The driver's bulk result is a class of getters. */
function plain(result: unknown): unknown {
  if (result === null || typeof result !== 'object' || !('upsertedIds' in result)) return result;
  return Object.fromEntries(BULK.map((name) => [name, (result as Document)[name]]));
}
