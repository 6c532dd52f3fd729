import { compare, equal } from '../compare.ts';
import { badValue, CommandError, failedToParse, typeMismatch } from '../errors.ts';
import { compileElement, compileFilter, isLogical } from '../filter/compile.ts';
import { isOperatorDocument } from '../filter/operators.ts';
import { asRegex } from '../filter/regex.ts';
import { PUSH_MODIFIERS } from '../supported.ts';
import { asDocument, type Document, own, typeName, wholeNumber } from '../values.ts';

function arrayAt(value: unknown, operator: string, path: string): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw badValue(`The field '${path}' must be an array but is of type ${typeName(value)} (${operator})`);
}

export function push(value: unknown, operand: unknown, path: string): unknown[] {
  const array = [...arrayAt(value, '$push', path)];
  const clause = asDocument(operand);
  if (!clause || !Object.hasOwn(clause, '$each')) return [...array, operand];
  const odd = Object.keys(clause).find((name) => !PUSH_MODIFIERS.includes(name));
  if (odd) throw badValue(`Unrecognized clause in $push: ${odd}`);
  if (!Array.isArray(clause.$each))
    throw badValue(
      `The argument to $each in $push must be an array but it was of type: ${typeName(clause.$each)}`,
    );
  array.splice(positionOf(clause, array.length), 0, ...clause.$each);
  if (clause.$sort !== undefined) sortElements(array, clause.$sort);
  return slice(array, clause);
}

function positionOf(clause: Document, length: number): number {
  if (clause.$position === undefined) return length;
  const position = wholeNumber(clause.$position);
  if (position === undefined) throw badValue('The value for $position must be an integer value');
  return position < 0 ? Math.max(0, length + position) : Math.min(position, length);
}

function slice(array: unknown[], clause: Document): unknown[] {
  if (clause.$slice === undefined) return array;
  const count = wholeNumber(clause.$slice);
  if (count === undefined) throw badValue('The value for $slice must be an integer value');
  if (count === 0) return [];
  return count < 0 ? array.slice(count) : array.slice(0, count);
}

function sortElements(array: unknown[], order: unknown): void {
  const by = asDocument(order);
  if (!by || (order as { _bsontype?: string })._bsontype) {
    const way = directionOf(order);
    array.sort((a, b) => way * compare(a, b));
    return;
  }
  const fields = Object.entries(by).map(([path, way]) => ({ parts: path.split('.'), way: directionOf(way) }));
  if (fields.length === 0) throw badValue('The $sort pattern is empty when it should be a set of fields.');
  array.sort((a, b) => {
    for (const { parts, way } of fields) {
      const order = way * compare(inside(a, parts), inside(b, parts));
      if (order !== 0) return order;
    }
    return 0;
  });
}

function directionOf(value: unknown): number {
  const way = wholeNumber(value);
  if (way === 1 || way === -1) return way;
  throw badValue('The $sort element value must be either 1 or -1');
}

function inside(value: unknown, parts: readonly string[]): unknown {
  return parts.reduce<unknown>((at, part) => {
    const document = asDocument(at);
    return document && own(document, part);
  }, value);
}

export function addToSet(value: unknown, operand: unknown, path: string): unknown[] {
  const array = [...arrayAt(value, '$addToSet', path)];
  const clause = asDocument(operand);
  let added: unknown[] = [operand];
  if (clause && Object.hasOwn(clause, '$each')) {
    const odd = Object.keys(clause).find((name) => name !== '$each');
    if (odd) throw badValue(`Found unexpected fields after $each in $addToSet: ${odd}`);
    if (!Array.isArray(clause.$each))
      throw typeMismatch('The argument to $each in $addToSet must be an array');
    added = clause.$each;
  }
  for (const one of added) if (!array.some((known) => equal(known, one))) array.push(one);
  return array;
}

export function pop(value: unknown[], operand: unknown): unknown[] {
  const end = wholeNumber(operand);
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${String(operand)}`);
  return end === 1 ? value.slice(0, -1) : value.slice(1);
}

/** By the operand of the statement, which may change thousands of documents. */
const pulls = new WeakMap<object, (element: unknown) => boolean>();

export function pull(value: unknown[], operand: unknown): unknown[] {
  if (value.length === 0) return value;
  const key = asDocument(operand);
  const drop = (key && pulls.get(key)) ?? pulled(operand);
  if (key) pulls.set(key, drop);
  return value.filter((element) => !drop(element));
}

function pulled(operand: unknown): (element: unknown) => boolean {
  const pattern = asRegex(operand);
  if (pattern) return compileElement({ $regex: pattern });
  if (isOperatorDocument(operand) && !isLogical(operand as Document))
    return compileElement(operand as Document);
  const filter = asDocument(operand);
  if (!filter) return (element) => equal(element, operand);
  const { matches } = compileFilter(filter);
  return (element) => {
    const document = asDocument(element);
    return document !== undefined && matches(document);
  };
}

export function pullAll(value: unknown[], operand: unknown): unknown[] {
  if (!Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  return value.filter((element) => !operand.some((one) => equal(element, one)));
}

/** For operators that only shorten: what is no array is an error, what is missing stays so. */
export function existingArray(value: unknown, operator: string, path: string): unknown[] {
  if (Array.isArray(value)) return value;
  if (operator === '$pop')
    throw typeMismatch(`Path '${path}' contains an element of non-array type '${typeName(value)}'`);
  throw new CommandError('BadValue', `Cannot apply ${operator} to a non-array value`);
}
