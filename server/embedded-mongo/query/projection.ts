import { badValue, CommandError, unsupported } from '../errors.ts';
import { compileElement, compileFilter, type Found } from '../filter/compile.ts';
import { isOperatorDocument } from '../filter/operators.ts';
import { decodeSome, namesOf, withFields, withoutFields } from '../partial-decode.ts';
import { isPosition } from '../paths.ts';
import { asDocument, assign, type Document, encode, isNumber, numeric, own, wholeNumber } from '../values.ts';
import type { Match } from './find.ts';

export type Projection = (document: Document, found: Found) => Document;

type Change = (value: unknown, found: Found) => unknown;

/** Which fields are named, by the parts of their paths. */
interface Tree {
  [name: string]: Tree | true | Change;
}

interface Fields {
  mode?: 'include' | 'exclude';
  id?: boolean;
  readonly tree: Tree;
  changes: boolean;
}

/** undefined when the whole document is wanted. */
export function compileProjection(source: unknown): Projection | undefined {
  const wanted = treeOf(source);
  if (!wanted) return undefined;
  const { mode, tree } = wanted;
  return mode === 'include'
    ? (document, found) => included(document, tree, found)
    : (document, found) => excluded(document, tree, found);
}

/** The same of stored bytes: as much as goes without it is not decoded, for the documents of a list are large. */
export function compileStoredProjection(source: unknown): (match: Match) => Buffer {
  const wanted = treeOf(source);
  if (!wanted) return ({ bytes }) => bytes;
  const { mode, tree } = wanted;
  const names = namesOf(Object.keys(tree));
  const isPlain = Object.values(tree).every((wish) => wish === true);
  if (mode === 'exclude')
    return isPlain
      ? ({ bytes }) => withoutFields(bytes, names)
      : ({ document, found }) => encode(excluded(document, tree, found));
  return isPlain
    ? ({ bytes }) => withFields(bytes, names)
    : ({ bytes, found }) => encode(included(decodeSome(bytes, names), tree, found));
}

function treeOf(source: unknown): { mode: 'include' | 'exclude'; tree: Tree } | undefined {
  const given = asDocument(source);
  if (!given || Object.keys(given).length === 0) return undefined;
  const fields: Fields = { tree: {}, changes: false };
  for (const [path, wish] of Object.entries(given)) addField(fields, path, wish);
  const { id, tree } = fields;
  const mode = fields.mode ?? (id === true && !fields.changes ? 'include' : 'exclude');
  if (mode === 'include' ? id !== false : id === false) tree._id = true;
  return { mode, tree };
}

function addField(fields: Fields, path: string, wish: unknown): void {
  const parts = path.split('.');
  if (parts.includes('')) throw badValue(`FieldPath field names may not be empty strings: ${path}`);
  if (parts.at(-1) === '$') {
    addPositional(fields, parts.slice(0, -1));
    return;
  }
  if (parts.some((part) => part.startsWith('$')))
    throw badValue(`FieldPath field names may not start with '$': ${path}`);
  if (parts.slice(1).some(isPosition)) throw unsupported(`a projection by a number in a path (${path})`);
  if (isOperatorDocument(wish)) {
    addOperator(fields, parts, wish as Document);
    return;
  }
  const nested = asDocument(wish);
  if (nested && !isNumber(wish) && !(wish as { _bsontype?: string })._bsontype) {
    if (Object.keys(nested).length === 0) throw badValue('An empty sub-projection is not a valid value');
    for (const [name, inner] of Object.entries(nested)) addField(fields, `${path}.${name}`, inner);
    return;
  }
  const include = yesOrNo(path, wish);
  if (path === '_id') fields.id = include;
  else {
    setMode(fields, include ? 'include' : 'exclude', path);
    put(fields.tree, parts, true);
  }
}

function yesOrNo(path: string, wish: unknown): boolean {
  if (typeof wish === 'boolean') return wish;
  if (isNumber(wish)) return Number(numeric(wish)) !== 0;
  throw unsupported(`a computed field in a projection (${path})`);
}

function setMode(fields: Fields, mode: 'include' | 'exclude', path: string): void {
  if (fields.mode && fields.mode !== mode) {
    const doing = mode === 'include' ? 'inclusion' : 'exclusion';
    throw new CommandError(
      mode === 'include' ? 31253 : 31254,
      `Cannot do ${doing} on field ${path} in ${mode === 'include' ? 'exclusion' : 'inclusion'} projection`,
    );
  }
  fields.mode = mode;
}

function put(tree: Tree, parts: readonly string[], leaf: true | Change): void {
  const [name, ...rest] = parts as [string, ...string[]];
  const known = Object.hasOwn(tree, name) ? tree[name] : undefined;
  if (rest.length === 0) {
    if (known !== undefined && known !== true)
      throw new CommandError(31250, `Path collision at ${parts.join('.')}`);
    tree[name] = leaf;
  } else {
    if (known !== undefined && typeof known !== 'object')
      throw new CommandError(31249, `Path collision at ${name} remaining portion ${rest.join('.')}`);
    const inner: Tree = known ?? {};
    tree[name] = inner;
    put(inner, rest, leaf);
  }
}

function addOperator(fields: Fields, parts: string[], wish: Document): void {
  const [operator, ...more] = Object.keys(wish);
  if (more.length > 0) throw badValue(`more than one operator in the projection of ${parts.join('.')}`);
  fields.changes = true;
  if (operator === '$slice') {
    put(fields.tree, parts, sliceOf(wish.$slice));
    return;
  }
  if (operator !== '$elemMatch') throw unsupported(`the projection operator ${operator}`);
  if (parts.length > 1) throw badValue('Cannot use $elemMatch projection on a nested field.');
  setMode(fields, 'include', parts[0]!);
  put(fields.tree, parts, elemMatchOf(wish.$elemMatch));
}

function addPositional(fields: Fields, parts: string[]): void {
  fields.changes = true;
  setMode(fields, 'include', parts.join('.'));
  put(fields.tree, parts, (value, found) => {
    if (!Array.isArray(value)) return value;
    if (found.ambiguous)
      throw unsupported('the positional projection when conditions match different elements');
    if (found.place === undefined)
      throw badValue(
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    return value.slice(found.place, found.place + 1);
  });
}

function sliceOf(operand: unknown): Change {
  const [first, second] = (Array.isArray(operand) ? operand : [operand]).map(wholeNumber);
  if (
    first === undefined ||
    (Array.isArray(operand) && (operand.length !== 2 || second === undefined || second <= 0))
  ) {
    throw badValue('Invalid $slice syntax: a number, or [skip, a positive number], is needed');
  }
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (second === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
    const start = first < 0 ? Math.max(0, value.length + first) : first;
    return value.slice(start, start + second);
  };
}

function elemMatchOf(operand: unknown): Change {
  const query = asDocument(operand);
  if (!query) throw badValue('elemMatch: Invalid argument, object required');
  const test = isOperatorDocument(query) ? compileElement(query) : onDocuments(query);
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const place = value.findIndex(test);
    return place < 0 ? undefined : [value[place]];
  };
}

function onDocuments(query: Document): (element: unknown) => boolean {
  const { matches } = compileFilter(query);
  return (element) => {
    const document = asDocument(element);
    return document !== undefined && matches(document);
  };
}

function included(document: Document, tree: Tree, found: Found): Document {
  const result: Document = {};
  for (const name of Object.keys(document)) {
    const wish = own(tree as Document, name) as Tree[string] | undefined;
    if (wish === undefined) continue;
    const value = keep(document[name], wish, found);
    if (value !== undefined) assign(result, name, value);
  }
  return result;
}

function keep(value: unknown, wish: Tree[string], found: Found): unknown {
  if (wish === true) return value;
  if (typeof wish === 'function') return wish(value, found);
  if (Array.isArray(value))
    return value.map((each) => keep(each, wish, found)).filter((each) => each !== undefined);
  const document = asDocument(value);
  return document && included(document, wish, found);
}

function excluded(document: Document, tree: Tree, found: Found): Document {
  const result: Document = {};
  for (const [name, value] of Object.entries(document)) {
    const wish = own(tree as Document, name) as Tree[string] | undefined;
    if (wish === true) continue;
    assign(result, name, wish === undefined ? value : without(value, wish, found));
  }
  return result;
}

function without(value: unknown, wish: Tree | Change, found: Found): unknown {
  if (typeof wish === 'function') return wish(value, found);
  if (Array.isArray(value)) return value.map((each) => without(each, wish, found));
  const document = asDocument(value);
  return document ? excluded(document, wish, found) : value;
}
