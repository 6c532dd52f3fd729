import { BSONRegExp } from 'bson';
import { compileExpression } from '../aggregation/expressions.ts';
import { badValue, unsupported } from '../errors.ts';
import { type Path, someElement } from '../paths.ts';
import { FILTER_OPERATORS } from '../supported.ts';
import { asDocument, type Document, truthy } from '../values.ts';
import type { Leaf, Node } from './nodes.ts';
import { equality, exists, isOperatorDocument, OPERATORS, regex } from './operators.ts';
import { asRegex } from './regex.ts';

/** Values of `$$name`, from the command's `let`. */
export type Variables = Readonly<Record<string, unknown>>;

/** Filled by a match: where in its array the element lies that `$` in updates and projections means. */
export interface Found {
  place?: number;
  /** Two conditions found different places, so `$` would be a guess. */
  ambiguous?: boolean;
}

export type Matcher = (document: Document, found?: Found) => boolean;

export interface Filter {
  readonly node: Node;
  readonly matches: Matcher;
}

/** Parses the whole filter before anything is read. Throws CommandError naming what it does not know. */
export function compileFilter(filter: Document, variables: Variables = {}): Filter {
  const node = parseDocument(filter, variables);
  return { node, matches: matcher(node) };
}

function parseDocument(filter: Document, variables: Variables): Node {
  const of = Object.entries(filter).flatMap(([name, operand]) =>
    name.startsWith('$') ? parseLogical(name, operand, variables) : parseField(name.split('.'), operand),
  );
  return of.length === 1 ? of[0]! : { kind: 'and', of };
}

function parseLogical(name: string, operand: unknown, variables: Variables): Node[] {
  if (name === '$comment') return [];
  if (name === '$expr') {
    const expression = compileExpression(operand, variables);
    return [{ kind: 'expression', test: (document) => truthy(expression(document)) }];
  }
  if (name !== '$and' && name !== '$or' && name !== '$nor') throw unknownOperator('top level operator', name);
  if (!Array.isArray(operand) || operand.length === 0) throw badValue(`${name} must be a nonempty array`);
  const of = operand.map((each) => {
    const clause = asDocument(each);
    if (!clause) throw badValue('$or/$and/$nor entries need to be full objects');
    return parseDocument(clause, variables);
  });
  return [{ kind: name.slice(1) as 'and' | 'or' | 'nor', of }];
}

function unknownOperator(kind: string, name: string): Error {
  return MONGODB_ONLY.has(name) ? unsupported(`the ${kind} ${name}`) : badValue(`unknown ${kind}: ${name}`);
}

const MONGODB_ONLY = new Set([
  '$text',
  '$where',
  '$jsonSchema',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
  '$geoNear',
  '$bitsAllSet',
  '$bitsAnySet',
  '$bitsAllClear',
  '$bitsAnyClear',
  '$sampleRate',
  '$alwaysTrue',
  '$alwaysFalse',
  '$maxDistance',
  '$minDistance',
  '$encStringContains',
]);

function parseField(path: readonly string[], operand: unknown): Node[] {
  if (isOperatorDocument(operand)) return parseOperators(path, operand as Document);
  return [comparison(path, operand)];
}

/** `{field: value}`: equality, or a pattern. */
function comparison(path: readonly string[], operand: unknown): Leaf {
  const pattern = asRegex(operand);
  return { kind: 'leaf', path, ...(pattern ? regex(pattern) : equality(operand)) };
}

function parseOperators(path: readonly string[], operators: Document): Node[] {
  return Object.entries(operators).flatMap(([name, operand]) => {
    if (name === '$options') {
      if (!Object.hasOwn(operators, '$regex')) throw badValue('$options needs a $regex');
      return [];
    }
    if (name === '$regex') return [{ kind: 'leaf', path, ...regex(patternOf(operators)) }];
    return [parseOperator(path, name, operand)];
  });
}

function parseOperator(path: readonly string[], name: string, operand: unknown): Node {
  if (!(name in FILTER_OPERATORS)) throw unknownOperator('operator', name);
  switch (name) {
    case '$ne':
      if (asRegex(operand)) throw badValue("Can't have regex as arg to $ne.");
      return { kind: 'not', of: { kind: 'leaf', path, ...equality(operand) } };
    case '$nin':
      return { kind: 'not', of: { kind: 'leaf', path, ...OPERATORS.$in!(operand) } };
    case '$exists': {
      const leaf: Leaf = { kind: 'leaf', path, ...exists() };
      return truthy(operand) ? leaf : { kind: 'not', of: leaf };
    }
    case '$not':
      return { kind: 'not', of: negated(path, operand) };
    case '$all':
      return parseAll(path, operand);
    case '$elemMatch':
      return elemMatch(path, operand);
    default:
      return { kind: 'leaf', path, ...(name === '$eq' ? equality(operand) : OPERATORS[name]!(operand)) };
  }
}

function negated(path: readonly string[], operand: unknown): Node {
  const pattern = asRegex(operand);
  if (pattern) return { kind: 'leaf', path, ...regex(pattern) };
  if (!isOperatorDocument(operand)) throw badValue('$not needs a regex or a document');
  return { kind: 'and', of: parseOperators(path, operand as Document) };
}

function patternOf(operators: Document): BSONRegExp {
  const { $regex: given, $options: options } = operators;
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  const pattern = asRegex(given);
  if (pattern) {
    if (options !== undefined && pattern.options) throw badValue('options set in both $regex and $options');
    return options === undefined ? pattern : new BSONRegExp(pattern.pattern, sorted(options));
  }
  if (typeof given !== 'string') throw badValue('$regex has to be a string');
  return new BSONRegExp(given, sorted(options ?? ''));
}

function sorted(options: string): string {
  return [...options].sort().join('');
}

function parseAll(path: readonly string[], operand: unknown): Node {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return { kind: 'or', of: [] };
  const of = operand.map((each): Node => {
    if (!isOperatorDocument(each)) return comparison(path, each);
    if (Object.keys(each as Document)[0] !== '$elemMatch') throw badValue('no $ expressions in $all');
    return elemMatch(path, (each as Document).$elemMatch);
  });
  return { kind: 'and', of };
}

function elemMatch(path: readonly string[], operand: unknown): Leaf {
  const query = asDocument(operand);
  if (!query) throw badValue('$elemMatch needs an Object');
  const onValue = Object.keys(query)[0]?.startsWith('$') && !isLogical(query);
  return onValue ? elemMatchValue(path, query) : elemMatchDocument(path, query);
}

/** Begins with an operator on documents, not on values. */
export function isLogical(query: Document): boolean {
  return ['$and', '$or', '$nor', '$expr'].includes(Object.keys(query)[0] ?? '');
}

function elemMatchDocument(path: readonly string[], query: Document): Leaf {
  if (Object.hasOwn(query, '$expr')) throw badValue('$expr can only be applied to the top-level document');
  const node = parseDocument(query, {});
  const matches = matcher(node);
  const test = (element: unknown) => {
    const document = asDocument(element) ?? (Array.isArray(element) ? { ...element } : undefined);
    return document !== undefined && matches(document as Document);
  };
  return { kind: 'leaf', path, operator: 'elemMatchDocument', operand: node, test, whole: true };
}

/** The operators apply to each element itself, which is not opened further. */
function elemMatchValue(path: readonly string[], query: Document): Leaf {
  const node: Node = { kind: 'and', of: parseOperators([], query) };
  const test = (element: unknown) => onElement(node, element);
  return { kind: 'leaf', path, operator: 'elemMatchValue', operand: node, test, whole: true };
}

/** Of the operators of one field, applied to a single value as `$pull` does. */
export function compileElement(operators: Document): (element: unknown) => boolean {
  return elemMatchValue([], operators).test;
}

function onElement(node: Node, element: unknown): boolean {
  switch (node.kind) {
    case 'leaf':
      return isElemMatch(node) ? Array.isArray(element) && element.some(node.test) : node.test(element);
    case 'not':
      return !onElement(node.of, element);
    case 'and':
      return node.of.every((each) => onElement(each, element));
    default:
      return node.kind === 'or' && node.of.some((each) => onElement(each, element));
  }
}

function isElemMatch(leaf: Leaf): boolean {
  return leaf.operator === 'elemMatchDocument' || leaf.operator === 'elemMatchValue';
}

export function matcher(node: Node): Matcher {
  if (node.kind === 'leaf') return leafMatcher(node);
  if (node.kind === 'expression') return node.test;
  if (node.kind === 'not') {
    const inner = matcher(node.of);
    return (document) => !inner(document);
  }
  const inner = node.of.map(matcher);
  if (node.kind === 'and') return (document, found) => inner.every((each) => each(document, found));
  if (node.kind === 'or') return (document, found) => inner.some((each) => each(document, found));
  return (document) => !inner.some((each) => each(document));
}

function leafMatcher(leaf: Leaf): Matcher {
  const path: Path = { parts: leaf.path, opensLast: !leaf.whole };
  if (isElemMatch(leaf)) return elemMatchMatcher(leaf, path);
  return (document, found) =>
    someElement(document, path, (element, place) => {
      if (!leaf.test(element)) return false;
      if (place !== undefined && found) note(found, place);
      return true;
    });
}

function elemMatchMatcher(leaf: Leaf, path: Path): Matcher {
  return (document, found) =>
    someElement(document, path, (array, place) => {
      if (!Array.isArray(array)) return false;
      const inner = array.findIndex(leaf.test);
      if (inner >= 0 && found) note(found, place ?? inner);
      return inner >= 0;
    });
}

function note(found: Found, place: number): void {
  if (found.place !== undefined && found.place !== place) found.ambiguous = true;
  found.place = place;
}
