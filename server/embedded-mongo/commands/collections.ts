import { CommandError } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import type { Work } from '../slices.ts';
import type { Collection } from '../storage/catalog.ts';
import { type Document, encode } from '../values.ts';
import {
  type Call,
  collectionName,
  collectionOf,
  documentOption,
  flagOption,
  namespaceOf,
  type Reply,
  type Store,
} from './call.ts';
import { clearGarbage } from './clear.ts';
import { describeId } from './indexes.ts';

export function createCollection(call: Call): Document {
  const namespace = namespaceOf(call);
  if (collectionOf(call))
    throw new CommandError('NamespaceExists', `Collection ${namespace} already exists.`);
  call.store.catalog.create(call.database, collectionName(call));
  return { ok: 1 };
}

export function* drop(call: Call): Work<Document> {
  const collection = collectionOf(call);
  if (!collection) return { ok: 1 };
  const nIndexesWas = collection.indexes.length + 1;
  yield* dropCollections(call.store, [collection]);
  return { nIndexesWas, ns: namespaceOf(call), ok: 1 };
}

export function* dropDatabase(call: Call): Work<Document> {
  const collections = call.store.catalog.in(call.database);
  yield* dropCollections(call.store, collections);
  return collections.length > 0 ? { dropped: call.database, ok: 1 } : { ok: 1 };
}

/** At once out of the catalogue, then their keys. */
function* dropCollections(store: Store, collections: readonly Collection[]): Work<void> {
  const before = new Set(store.catalog.garbage);
  for (const collection of collections) store.catalog.remove(collection);
  yield* clearGarbage(
    store,
    store.catalog.garbage.filter((each) => !before.has(each)),
  );
}

export function* listCollections(call: Call): Work<Reply> {
  const { matches } = compileFilter(documentOption(call, 'filter'));
  const nameOnly = flagOption(call, 'nameOnly');
  const described = call.store.catalog.in(call.database).map((collection): Document => {
    const { name } = collection;
    if (nameOnly) return { name, type: 'collection' };
    return { name, type: 'collection', options: {}, info: { readOnly: false }, idIndex: describeId() };
  });
  const documents = described.filter((each) => matches(each)).map(encode);
  return yield* call.store.cursors.first({
    namespace: `${call.database}.$cmd.listCollections`,
    documents,
    batchSize: undefined,
    single: false,
  });
}
