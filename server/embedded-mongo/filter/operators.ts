import { BSONRegExp } from 'bson';
import { compare, equal } from '../compare.ts';
import { badValue } from '../errors.ts';
import { keyString } from '../keys.ts';
import { isNumber, numeric, Order, orderOf, truthy, wholeNumber } from '../values.ts';
import type { Leaf, Operator } from './nodes.ts';
import { asRegex, compileRegex } from './regex.ts';
import { hasType, typeNames } from './types.ts';

/** Above this many values, $in looks them up instead of comparing each. */
const FEW_VALUES = 8;

export type Test = Leaf['test'];

type Make = (operand: unknown) => { operator: Operator; operand: unknown; test: Test; whole: boolean };

function leaf(operator: Operator, operand: unknown, test: Test): ReturnType<Make> {
  return { operator, operand, test, whole: operator === 'size' };
}

/** Operators on one element. Those that hold others ($not, $elemMatch, $all …) are in compile.ts. */
export const OPERATORS: Record<string, Make> = {
  $eq: equality,
  $gt: (operand) =>
    leaf(
      'gt',
      operand,
      ordering(operand, (order) => order > 0),
    ),
  $gte: (operand) =>
    leaf(
      'gte',
      operand,
      ordering(operand, (order) => order >= 0),
    ),
  $lt: (operand) =>
    leaf(
      'lt',
      operand,
      ordering(operand, (order) => order < 0),
    ),
  $lte: (operand) =>
    leaf(
      'lte',
      operand,
      ordering(operand, (order) => order <= 0),
    ),
  $in: membership,
  $type: (operand) => {
    const names = typeNames(operand);
    return leaf('type', names, (element) => hasType(element, names));
  },
  $mod: modulo,
  $size: (operand) => {
    const size = wholeNumber(operand);
    if (size === undefined || size < 0)
      throw badValue('Failed to parse $size. Expected a non-negative whole number');
    return leaf('size', size, (element) => Array.isArray(element) && element.length === size);
  },
};

export function exists(): ReturnType<Make> {
  return leaf('exists', true, (element) => element !== undefined);
}

export function equality(operand: unknown): ReturnType<Make> {
  if (operand === undefined) throw badValue('cannot compare to undefined');
  return leaf('eq', operand, (element) => equal(element, operand));
}

export function regex(pattern: BSONRegExp): ReturnType<Make> {
  const expression = compileRegex(pattern.pattern, pattern.options);
  const test: Test = (element) => {
    if (typeof element === 'string') return expression.test(element);
    return element instanceof BSONRegExp && equal(element, pattern);
  };
  return leaf('regex', pattern, test);
}

/** Only values of the operand's type compare, except with MinKey and MaxKey; NaN only equals itself. */
function ordering(operand: unknown, accepts: (order: number) => boolean): Test {
  if (asRegex(operand)) throw badValue("Can't have RegEx as arg to predicate over field");
  if (operand === undefined) throw badValue('cannot compare to undefined');
  const type = orderOf(operand);
  if (type === Order.MinKey || type === Order.MaxKey) return (element) => accepts(compare(element, operand));
  const operandIsNaN = isNaNValue(operand);
  return (element) => {
    if (orderOf(element) !== type) return false;
    if (type === Order.Number && isNaNValue(element) !== operandIsNaN) return false;
    return accepts(compare(element, operand));
  };
}

function isNaNValue(value: unknown): boolean {
  return isNumber(value) && Number.isNaN(numeric(value));
}

function membership(operand: unknown): ReturnType<Make> {
  if (!Array.isArray(operand)) throw badValue('$in needs an array');
  const patterns = operand.map(asRegex).filter((each) => each !== undefined);
  const values = operand.filter((value) => !asRegex(value));
  if (values.some(isOperatorDocument)) throw badValue('cannot nest $ under $in');
  const tests = patterns.map((pattern) => regex(pattern).test);
  const known = values.length > FEW_VALUES ? new Set(values.map(keyString)) : undefined;
  const holds: Test = known
    ? (element) => known.has(keyString(element))
    : (element) => values.some((value) => equal(element, value));
  const test: Test =
    tests.length === 0 ? holds : (element) => holds(element) || tests.some((one) => one(element));
  return leaf('in', operand, test);
}

export function isOperatorDocument(value: unknown): boolean {
  if (orderOf(value) !== Order.Object) return false;
  if ((value as { _bsontype?: unknown })._bsontype) return false;
  return Object.keys(value as object)[0]?.startsWith('$') ?? false;
}

function modulo(operand: unknown): ReturnType<Make> {
  if (!Array.isArray(operand) || operand.length !== 2)
    throw badValue('malformed mod, needs to be an array of two numbers');
  const [divisor, remainder] = operand.map((value) =>
    isNumber(value) ? Math.trunc(Number(numeric(value))) : undefined,
  );
  if (divisor === undefined || remainder === undefined)
    throw badValue('malformed mod, needs to be an array of two numbers');
  if (!Number.isSafeInteger(divisor) || !Number.isSafeInteger(remainder))
    throw badValue('malformed mod, number out of range');
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return leaf('mod', operand, (element) => {
    if (!isNumber(element)) return false;
    const value = numeric(element);
    if (typeof value === 'bigint') return value % BigInt(divisor) === BigInt(remainder);
    // + 0 because -4 % 2 is -0, which is no other remainder.
    return Number.isFinite(value) && (Math.trunc(value) % divisor) + 0 === remainder + 0;
  });
}

export function flag(operand: unknown): boolean {
  return truthy(operand);
}
