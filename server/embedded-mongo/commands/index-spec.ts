import { badValue, CommandError, unsupported } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import type { Node } from '../filter/nodes.ts';
import { isPosition } from '../paths.ts';
import { MOST_FIELDS } from '../query/sort.ts';
import { INDEX_FORM, type Index, indexFields } from '../storage/catalog.ts';
import { INDEX_OPTIONS } from '../supported.ts';
import { asDocument, type Document, isNumber, numeric, truthy, typeName } from '../values.ts';

export type Spec = Omit<Index, 'id'>;

/** One index as createIndexes gives it; refused where MongoDB refuses it. */
export function parseIndex(source: Document): Spec {
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
  if (partial) checkPartial(compileFilter(partial).node);
  const sparse = truthy(source.sparse);
  if (partial && sparse)
    throw new CommandError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  refuseForId(source, key);
  const fields = indexFields(key);
  if (fields.length > MOST_FIELDS) throw new CommandError(13103, 'too many compound keys');
  return {
    name: source.name,
    fields,
    unique: truthy(source.unique),
    sparse,
    partial,
    expireAfterSeconds: expiry(source.expireAfterSeconds, fields.length),
    multikey: fields.map(() => false),
    cut: false,
    building: true,
    form: INDEX_FORM,
  };
}

const FOR_ID = ['key', 'name', 'v', 'background'];

/** The index of the `_id` is always there; no other may take its place or have options. */
function refuseForId(source: Document, key: Document): void {
  const names = Object.keys(key);
  const direction = Number(numeric(key[names[0]!]));
  if (names.length !== 1 || names[0] !== '_id' || Math.abs(direction) !== 1) {
    if (source.name !== '_id_') return;
    throw badValue(
      `The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}, found key: ${shown(key)}`,
    );
  }
  const odd = Object.keys(source).find((option) => !FOR_ID.includes(option));
  if (odd)
    throw new CommandError(
      'InvalidIndexSpecificationOption',
      `The field '${odd}' is not valid for an _id index specification. Specification: ${shown(source)}`,
    );
  if (direction !== 1)
    throw badValue(`The field 'key' for an _id index must be {_id: 1}, but got ${shown(key)}`);
}

function shown(document: Document): string {
  const parts = Object.entries(document).map(([name, value]) => {
    const inner = asDocument(value);
    return `${name}: ${inner ? shown(inner) : isNumber(value) ? numeric(value) : JSON.stringify(value)}`;
  });
  return `{ ${parts.join(', ')} }`;
}

const IN_PARTIAL = new Set(['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'exists', 'type']);

function checkPartial(node: Node): void {
  if (node.kind === 'expression')
    throw new CommandError('QueryFeatureNotAllowed', '$expr is not allowed in this context');
  if (node.kind === 'and' || node.kind === 'or') {
    for (const each of node.of) checkPartial(each);
    return;
  }
  if (node.kind === 'leaf' && IN_PARTIAL.has(node.operator)) return;
  const what = node.kind === 'leaf' ? `${node.path.join('.')} ${node.operator}` : `$${node.kind}`;
  throw new CommandError('CannotCreateIndex', `Expression not supported in partial index: ${what}`);
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
