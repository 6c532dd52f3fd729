import { EJSON } from 'bson';

type Json = Record<string, unknown>;

/** Whether `actual` is what the unified test format means by `expected`; the text of the first difference or ''. */
export function difference(expected: unknown, actual: unknown, at = 'result', isRoot = true): string {
  if (isPlain(expected)) {
    const special = Object.keys(expected).find((name) => name.startsWith('$$'));
    if (special) return specialDifference(special, expected[special], actual, at);
    return documentDifference(expected, actual, { at, isRoot });
  }
  if (Array.isArray(expected)) return listDifference(expected, actual, { at, isRoot });
  return canonical(expected) === canonical(actual)
    ? ''
    : `${at}: ${canonical(actual)} is not ${canonical(expected)}`;
}

function specialDifference(name: string, operand: unknown, actual: unknown, at: string): string {
  const isUnset = actual === undefined || actual === null;
  if (name === '$$unsetOrMatches') return isUnset ? '' : difference(operand, actual, at, true);
  if (name === '$$exists') return (actual !== undefined) === operand ? '' : `${at}: exists is not ${operand}`;
  if (name === '$$type') return isUnset ? `${at}: is missing` : '';
  throw new Error(`the test runner does not know ${name}`);
}

function documentDifference(expected: Json, actual: unknown, where: { at: string; isRoot: boolean }): string {
  const { at, isRoot } = where;
  if (!isPlain(actual)) return `${at}: ${canonical(actual)} is no document`;
  for (const [name, value] of Object.entries(expected)) {
    const found = difference(value, actual[name], `${at}.${name}`, false);
    if (found) return found;
  }
  const extra = Object.keys(actual).find((name) => !(name in expected));
  return !isRoot && extra ? `${at}.${extra} was not expected` : '';
}

function listDifference(
  expected: unknown[],
  actual: unknown,
  where: { at: string; isRoot: boolean },
): string {
  if (!Array.isArray(actual)) return `${where.at}: ${canonical(actual)} is no list`;
  if (actual.length !== expected.length)
    return `${where.at}: ${actual.length} elements, not ${expected.length}`;
  for (const [i, value] of expected.entries()) {
    const found = difference(value, actual[i], `${where.at}[${i}]`, where.isRoot);
    if (found) return found;
  }
  return '';
}

function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function canonical(value: unknown): string {
  return EJSON.stringify({ value: value ?? null }, { relaxed: true });
}
