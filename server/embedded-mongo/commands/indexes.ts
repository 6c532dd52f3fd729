import { badValue, CommandError } from '../errors.ts';
import { keyString } from '../keys.ts';
import { PAUSE, type Work } from '../slices.ts';
import { type Collection, type Index, pattern } from '../storage/catalog.ts';
import { asDocument, type Document, encode, Int32, numeric } from '../values.ts';
import { build } from './build.ts';
import { type Call, collectionName, collectionOf, documentsOption, namespaceOf, type Store } from './call.ts';
import { clearGarbage } from './clear.ts';
import { parseIndex, type Spec } from './index-spec.ts';

/** Of one collection, with that of the `_id`. */
const MOST_INDEXES = 64;

export function* createIndexes(call: Call): Work<Document> {
  const { store } = call;
  const wanted = documentsOption(call, 'indexes').map(parseIndex);
  if (wanted.length === 0) throw badValue('Must specify at least one index to create');
  const existing = collectionOf(call);
  const collection = existing ?? store.catalog.create(call.database, collectionName(call));
  const numIndexesBefore = finished(collection).length + 1;
  const added: Index[] = [];
  try {
    for (const spec of wanted) {
      if (isKnown(collection, spec)) continue;
      if (collection.indexes.length + 1 >= MOST_INDEXES) throw tooMany(namespaceOf(call), spec);
      const index: Index = { ...spec, id: store.catalog.newId() };
      added.push(index);
      collection.indexes.push(index);
    }
    yield* build(store, collection, added);
    yield* builtByOthers(store, collection, wanted);
  } catch (error) {
    yield* undo(store, { collection, added, isNew: !existing });
    throw error;
  }
  const numIndexesAfter = finished(collection).length + 1;
  const reply = { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: !existing };
  return added.length > 0 ? { ...reply, ok: 1 } : { ...reply, note: 'all indexes already exist', ok: 1 };
}

/** One faulty index undoes the others of its command. */
function* undo(
  store: Store,
  { collection, added, isNew }: { collection: Collection; added: Index[]; isNew: boolean },
): Work<void> {
  const before = new Set(store.catalog.garbage);
  store.catalog.removeIndexes(collection, added);
  const isThere = store.catalog.find(collection.database, collection.name) === collection;
  if (isNew && isThere && collection.count === 0 && collection.indexes.length === 0)
    store.catalog.remove(collection);
  yield* clearGarbage(
    store,
    store.catalog.garbage.filter((each) => !before.has(each)),
  );
}

/** Another command, or the start of the store, is building the same index: it is there when that one has ended. */
function* builtByOthers(store: Store, collection: Collection, wanted: readonly Spec[]): Work<void> {
  const names = new Set(wanted.map(({ name }) => name));
  while (collection.indexes.some(({ name, building }) => building && names.has(name))) {
    yield PAUSE;
    store.catalog.refuseGone(collection);
  }
  const lost = wanted.find((spec) => !isKnown(collection, spec));
  if (lost) throw new CommandError(276, `Index build failed: ${lost.name}`);
}

function finished(collection: Collection): Index[] {
  return collection.indexes.filter(({ building }) => !building);
}

/** Whether an equal index exists; one that differs under the same name or keys is a conflict. */
function isKnown(collection: Collection, spec: Spec): boolean {
  const keys = patternString(spec);
  if (keys === keyString({ _id: 1 })) return true;
  const sameName = collection.indexes.find((index) => index.name === spec.name);
  if (sameName && patternString(sameName) !== keys) {
    throw new CommandError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${spec.name}`,
    );
  }
  const sameKeys = collection.indexes.find(
    (index) => patternString(index) === keys && filterString(index) === filterString(spec),
  );
  const similar = sameName ?? sameKeys;
  if (!similar) return false;
  const alike = optionString(similar) === optionString(spec);
  if (sameName && !alike) {
    throw new CommandError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index but other options: ${spec.name}`,
    );
  }
  if (!sameName)
    throw new CommandError(
      'IndexOptionsConflict',
      `Index already exists with a different name: ${similar.name}`,
    );
  return true;
}

function tooMany(namespace: string, { fields }: Spec): CommandError {
  const key = fields.map(({ path, direction }) => `${path}: ${numeric(direction)}`).join(', ');
  return new CommandError(
    'CannotCreateIndex',
    `add index fails, too many indexes for ${namespace} key:{ ${key} }`,
  );
}

function patternString(index: Spec): string {
  return keyString(pattern(index as Index));
}

function filterString(index: Spec): string {
  return index.partial ? keyString(index.partial) : '';
}

function optionString(index: Spec): string {
  return JSON.stringify([index.unique, index.sparse, index.expireAfterSeconds ?? null, filterString(index)]);
}

export function describeId(): Document {
  return { v: new Int32(2), key: { _id: new Int32(1) }, name: '_id_' };
}

function describe(index: Index): Document {
  const described: Document = { v: new Int32(2), key: pattern(index), name: index.name };
  if (index.unique) described.unique = true;
  if (index.sparse) described.sparse = true;
  if (index.partial) described.partialFilterExpression = index.partial;
  if (index.expireAfterSeconds !== undefined) described.expireAfterSeconds = index.expireAfterSeconds;
  return described;
}

export function* listIndexes(call: Call): Work<Buffer> {
  const collection = collectionOf(call);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespaceOf(call)}`);
  return yield* call.store.cursors.first({
    namespace: namespaceOf(call),
    documents: [describeId(), ...finished(collection).map(describe)].map(encode),
    batchSize: undefined,
    single: false,
  });
}

export function* dropIndexes(call: Call): Work<Document> {
  const collection = collectionOf(call);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns not found ${namespaceOf(call)}`);
  const nIndexesWas = collection.indexes.length + 1;
  const gone = chosen(collection, call.command.index);
  const before = new Set(call.store.catalog.garbage);
  call.store.catalog.removeIndexes(collection, gone);
  yield* clearGarbage(
    call.store,
    call.store.catalog.garbage.filter((each) => !before.has(each)),
  );
  return { nIndexesWas, ok: 1 };
}

function chosen(collection: Collection, given: unknown): Index[] {
  if (given === '*') return collection.indexes;
  const names = Array.isArray(given) ? given : [given];
  return names.map((name) => {
    const keys = asDocument(name);
    if (name === '_id_' || (keys && keyString(keys) === keyString({ _id: 1 })))
      throw new CommandError(72, 'cannot drop _id index');
    const index = collection.indexes.find((each) =>
      keys ? patternString(each) === keyString(keys) : each.name === name,
    );
    if (!index) throw new CommandError('IndexNotFound', `index not found with name [${String(name)}]`);
    return index;
  });
}
