import { badValue, unsupported } from '../errors.ts';
import { isNumber, typeName, wholeNumber } from '../values.ts';

const NUMBERS: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};
const NAMES = new Set(Object.values(NUMBERS));

/** The names that a `$type` operand asks for; 'number' stands for all kinds of number. */
export function typeNames(operand: unknown): Set<string> {
  const wanted = Array.isArray(operand) ? operand : [operand];
  if (wanted.length === 0) throw badValue('$type must match at least one type');
  return new Set(wanted.flatMap(namesOf));
}

function namesOf(wanted: unknown): string[] {
  if (isNumber(wanted)) {
    const name = NUMBERS[wholeNumber(wanted) ?? Number.NaN];
    if (!name) throw badValue(`Invalid numerical type code: ${String(wanted)}`);
    return [name];
  }
  if (typeof wanted !== 'string') throw badValue('type must be represented as a number or a string');
  if (wanted === 'number') return ['double', 'int', 'long', 'decimal'];
  if (wanted === 'undefined' || wanted === 'dbPointer') throw unsupported(`$type ${wanted}`);
  if (!NAMES.has(wanted)) throw badValue(`Unknown type name alias: ${wanted}`);
  return [wanted];
}

export function hasType(element: unknown, names: Set<string>): boolean {
  const name = typeName(element);
  return name !== undefined && names.has(name);
}
