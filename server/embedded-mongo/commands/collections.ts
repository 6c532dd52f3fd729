import { CommandError } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import type { Collection } from '../storage/catalog.ts';
import { documentPrefix } from '../storage/index-keys.ts';
import { type Document, encode } from '../values.ts';
import {
  type Call,
  collectionName,
  collectionOf,
  documentOption,
  flagOption,
  namespaceOf,
  type Store,
} from './call.ts';
import { clear, clearIndex } from './clear.ts';
import { describeId } from './indexes.ts';

export function createCollection(call: Call): Document {
  const namespace = namespaceOf(call);
  if (collectionOf(call))
    throw new CommandError('NamespaceExists', `Collection ${namespace} already exists.`);
  call.store.catalog.create(call.database, collectionName(call));
  return { ok: 1 };
}

export function drop(call: Call): Document {
  const collection = collectionOf(call);
  if (!collection) return { ok: 1 };
  const nIndexesWas = collection.indexes.length + 1;
  dropCollection(call.store, collection);
  return { nIndexesWas, ns: namespaceOf(call), ok: 1 };
}

export function dropDatabase(call: Call): Document {
  const collections = call.store.catalog.in(call.database);
  for (const collection of collections) dropCollection(call.store, collection);
  return collections.length > 0 ? { dropped: call.database, ok: 1 } : { ok: 1 };
}

function dropCollection(store: Store, collection: Collection): void {
  for (const index of collection.indexes) clearIndex(store, index);
  clear(store, documentPrefix(collection));
  store.catalog.remove(collection);
}

export function listCollections(call: Call): Document | Buffer {
  const { matches } = compileFilter(documentOption(call, 'filter'));
  const nameOnly = flagOption(call, 'nameOnly');
  const described = call.store.catalog.in(call.database).map((collection): Document => {
    const { name } = collection;
    if (nameOnly) return { name, type: 'collection' };
    return { name, type: 'collection', options: {}, info: { readOnly: false }, idIndex: describeId() };
  });
  const documents = described.filter((each) => matches(each)).map(encode);
  return call.store.cursors.first({
    namespace: `${call.database}.$cmd.listCollections`,
    documents: documents.values(),
    batchSize: undefined,
    single: false,
  });
}
