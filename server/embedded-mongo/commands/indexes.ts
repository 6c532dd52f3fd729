import { badValue, CommandError, unsupported } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { after, keyString } from '../keys.ts';
import { isPosition } from '../paths.ts';
import { type Collection, type Index, indexFields, pattern } from '../storage/catalog.ts';
import { documentPrefix } from '../storage/index-keys.ts';
import { INDEX_OPTIONS } from '../supported.ts';
import { asDocument, type Document, encode, Int32, isNumber, numeric, truthy, typeName } from '../values.ts';
import { type Call, collectionName, collectionOf, documentsOption, namespaceOf, type Store } from './call.ts';
import { clearIndex } from './clear.ts';

export function createIndexes(call: Call): Document {
  const wanted = documentsOption(call, 'indexes').map(parseIndex);
  if (wanted.length === 0) throw badValue('Must specify at least one index to create');
  const existing = collectionOf(call);
  const collection = existing ?? call.store.catalog.create(call.database, collectionName(call));
  const numIndexesBefore = collection.indexes.length + 1;
  const added: Index[] = [];
  try {
    for (const spec of wanted) {
      if (isKnown(collection, spec)) continue;
      const index: Index = { ...spec, id: call.store.catalog.newId() };
      added.push(index);
      build(call.store, collection, index);
      collection.indexes.push(index);
    }
  } catch (error) {
    undo(call, existing ? undefined : collection, { collection, added });
    throw error;
  }
  const numIndexesAfter = collection.indexes.length + 1;
  const reply = { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: !existing };
  return added.length > 0 ? { ...reply, ok: 1 } : { ...reply, note: 'all indexes already exist', ok: 1 };
}

/** One faulty index undoes the others of its command. */
function undo(
  call: Call,
  made: Collection | undefined,
  { collection, added }: { collection: Collection; added: Index[] },
): void {
  for (const index of added) clearIndex(call.store, index);
  call.store.catalog.removeIndexes(collection, added);
  if (made) call.store.catalog.remove(made);
}

function build(store: Store, collection: Collection, index: Index): void {
  const low = documentPrefix(collection);
  for (const { value } of store.documents.engine.entries({ low, high: after(low) })) {
    store.documents.addTo(collection, index, value);
  }
}

type Spec = Omit<Index, 'id'>;

function parseIndex(source: Document): Spec {
  for (const option of Object.keys(source)) {
    if (!INDEX_OPTIONS.includes(option)) throw unsupported(`the index option '${option}'`);
  }
  const key = asDocument(source.key);
  if (!key || Object.keys(key).length === 0)
    throw new CommandError('CannotCreateIndex', 'Index keys cannot be empty.');
  for (const [path, direction] of Object.entries(key)) checkField(path, direction);
  if (typeof source.name !== 'string' || source.name === '')
    throw new CommandError('CannotCreateIndex', 'an index needs a name');
  const partial =
    source.partialFilterExpression === undefined ? undefined : asDocument(source.partialFilterExpression);
  if (source.partialFilterExpression !== undefined && !partial)
    throw new CommandError('CannotCreateIndex', 'partialFilterExpression must be an object');
  if (partial) compileFilter(partial);
  const sparse = truthy(source.sparse);
  if (partial && sparse)
    throw new CommandError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  const fields = indexFields(key);
  return {
    name: source.name,
    fields,
    unique: truthy(source.unique),
    sparse,
    partial,
    expireAfterSeconds: expiry(source.expireAfterSeconds, fields.length),
    multikey: fields.map(() => false),
    cut: false,
  };
}

function checkField(path: string, direction: unknown): void {
  if (typeof direction === 'string') throw unsupported(`the index type '${direction}'`);
  if (!isNumber(direction) || !Number(numeric(direction))) {
    throw new CommandError(
      'CannotCreateIndex',
      `Values in the index key pattern must be numbers other than 0: ${path}`,
    );
  }
  const parts = path.split('.');
  if (parts.some((part) => part === '' || part.startsWith('$'))) throw unsupported(`the index key '${path}'`);
  if (parts.slice(1).some(isPosition)) throw unsupported(`an index on a place in an array ('${path}')`);
}

function expiry(given: unknown, fields: number): number | undefined {
  if (given === undefined) return undefined;
  if (!isNumber(given))
    throw new CommandError(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(given)}'`,
    );
  const seconds = Math.trunc(Number(numeric(given)));
  if (!(seconds >= 0 && seconds <= 2 ** 31 - 1))
    throw new CommandError(
      'CannotCreateIndex',
      "TTL index 'expireAfterSeconds' must be between 0 and 2147483647",
    );
  if (fields > 1)
    throw new CommandError(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL',
    );
  return seconds;
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

export function listIndexes(call: Call): Buffer {
  const collection = collectionOf(call);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespaceOf(call)}`);
  return call.store.cursors.first({
    namespace: namespaceOf(call),
    documents: [describeId(), ...collection.indexes.map(describe)].map(encode).values(),
    batchSize: undefined,
    single: false,
  });
}

export function dropIndexes(call: Call): Document {
  const collection = collectionOf(call);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns not found ${namespaceOf(call)}`);
  const nIndexesWas = collection.indexes.length + 1;
  const gone = chosen(collection, call.command.index);
  for (const index of gone) clearIndex(call.store, index);
  call.store.catalog.removeIndexes(collection, gone);
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
