import { CommandError, typeMismatch } from './errors.ts';
import { Double, Int32, isNumber, Long, numeric } from './values.ts';

const INT_LIMIT = 2n ** 31n;
const LONG_LIMIT = 2n ** 63n;

/** Sum with MongoDB's result type: int grows to long, long never grows to double but overflows. */
export function add(left: unknown, right: unknown): unknown {
  return combine(left, right, { double: (a, b) => a + b, whole: (a, b) => a + b });
}

export function multiply(left: unknown, right: unknown): unknown {
  return combine(left, right, { double: (a, b) => a * b, whole: (a, b) => a * b });
}

interface Ways {
  double(left: number, right: number): number;
  whole(left: bigint, right: bigint): bigint;
}

function combine(left: unknown, right: unknown, ways: Ways): unknown {
  if (!isNumber(left) || !isNumber(right)) throw typeMismatch('only numbers can be added or multiplied');
  if (isDouble(left) || isDouble(right))
    return new Double(ways.double(Number(numeric(left)), Number(numeric(right))));
  const result = ways.whole(BigInt(numeric(left)), BigInt(numeric(right)));
  const bothInt = left instanceof Int32 && right instanceof Int32;
  if (bothInt && result >= -INT_LIMIT && result < INT_LIMIT) return new Int32(Number(result));
  if (result >= -LONG_LIMIT && result < LONG_LIMIT) return Long.fromBigInt(result);
  throw new CommandError('BadValue', 'integer overflow: the result does not fit into a long');
}

function isDouble(value: unknown): boolean {
  return value instanceof Double || (typeof value === 'number' && !Number.isInteger(value));
}
