import { compareStrings } from '../compare.ts';
import { badValue, CommandError, failedToParse, typeMismatch, unsupported } from '../errors.ts';
import { compileFilter, type Matcher } from '../filter/compile.ts';
import { isPosition } from '../paths.ts';
import { UPDATE_OPERATORS } from '../supported.ts';
import { asDocument, type Document, typeName } from '../values.ts';

export interface Change {
  readonly operator: string;
  readonly path: readonly string[];
  readonly operand: unknown;
}

export type Update =
  | { readonly kind: 'replace'; readonly document: Document }
  | { readonly kind: 'change'; readonly changes: readonly Change[]; readonly arrayFilters: ArrayFilters };

/** Asks of `{identifier: element}` whether `$[identifier]` means that element. */
export type ArrayFilters = ReadonlyMap<string, Matcher>;

/** Checks the whole update before anything is changed. */
export function parseUpdate(update: unknown, arrayFilters: unknown): Update {
  if (Array.isArray(update)) throw unsupported('an update by an aggregation pipeline');
  const document = asDocument(update);
  if (!document) throw failedToParse('Update argument must be either an object or an array');
  const isChange = Object.keys(document)[0]?.startsWith('$') ?? false;
  if (!isChange) {
    if (Array.isArray(arrayFilters) && arrayFilters.length > 0) {
      throw failedToParse('arrayFilters may not be specified for a replacement-style update');
    }
    return { kind: 'replace', document };
  }
  const changes = Object.entries(document).flatMap(([operator, fields]) => changesOf(operator, fields));
  changes.sort((a, b) => comparePaths(a.path, b.path));
  const filters = parseArrayFilters(arrayFilters, changes);
  refuseConflicts(changes.flatMap(touched));
  return { kind: 'change', changes, arrayFilters: filters };
}

function changesOf(operator: string, fields: unknown): Change[] {
  if (!(operator in UPDATE_OPERATORS)) {
    if (operator === '$bit') throw unsupported('the update operator $bit');
    throw failedToParse(
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  const document = asDocument(fields);
  if (!document) {
    throw failedToParse(
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ...}`,
    );
  }
  return Object.entries(document).map(([path, operand]) => ({ operator, path: parsePath(path), operand }));
}

export function parsePath(path: string): string[] {
  if (path === '') throw new CommandError('EmptyFieldName', 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes('')) {
    throw new CommandError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  const odd = parts.find(
    (part) => part.startsWith('$') && part !== '$' && !/^\$\[[a-z][A-Za-z0-9]*\]$|^\$\[\]$/.test(part),
  );
  if (odd) {
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${odd}' in '${path}' is not allowed.`,
    );
  }
  if (parts[0]!.startsWith('$'))
    throw badValue(`Cannot have positional element in the first position in path '${path}'`);
  return parts;
}

/** MongoDB applies changes in the order of their paths, numbers as numbers; new fields appear in that order. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i]!, b[i]!];
    const order = isPosition(x) && isPosition(y) ? Number(x) - Number(y) : compareStrings(x, y);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The paths that a change writes: $rename has two. */
function touched(change: Change): (readonly string[])[] {
  if (change.operator !== '$rename') return [change.path];
  if (typeof change.operand !== 'string') throw badValue("The 'to' field for $rename must be a string");
  return [change.path, parsePath(change.operand)];
}

/** The top-level fields that an update may change; undefined: any. */
export function touchedFields(update: Update): Set<string> | undefined {
  if (update.kind === 'replace') return undefined;
  return new Set(update.changes.flatMap(touched).map(([name]) => name!));
}

export function refuseConflicts(paths: readonly (readonly string[])[]): void {
  const sorted = [...paths].sort(comparePaths);
  for (let i = 1; i < sorted.length; i++) {
    const [before, path] = [sorted[i - 1]!, sorted[i]!];
    if (!before.every((part, at) => part === path[at])) continue;
    throw new CommandError(
      'ConflictingUpdateOperators',
      `Updating the path '${path.join('.')}' would create a conflict at '${before.join('.')}'`,
    );
  }
}

function parseArrayFilters(given: unknown, changes: readonly Change[]): ArrayFilters {
  const filters = new Map<string, Matcher>();
  if (given !== undefined && !Array.isArray(given)) throw typeMismatch("'arrayFilters' must be an array");
  for (const each of given ?? []) {
    const filter = asDocument(each) ?? {};
    const name = identifierOf(filter);
    if (filters.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    filters.set(name, compileFilter(filter).matches);
  }
  const used = new Set(changes.flatMap((change) => change.path.map(identifier)));
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
  }
  for (const change of changes) {
    const lost = change.path.map(identifier).find((name) => name !== undefined && !filters.has(name));
    if (lost)
      throw badValue(`No array filter found for identifier '${lost}' in path '${change.path.join('.')}'`);
  }
  return filters;
}

export function identifier(part: string): string | undefined {
  return /^\$\[(.+)\]$/.exec(part)?.[1];
}

function identifierOf(filter: Document): string {
  const names = new Set(namesIn(filter));
  if (names.size === 1) return [...names][0]!;
  throw failedToParse(
    names.size === 0
      ? 'Cannot use an expression without a top-level field name in arrayFilters'
      : `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
  );
}

function namesIn(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return [name.split('.')[0]!];
    return Array.isArray(operand) ? operand.flatMap((each) => namesIn(asDocument(each) ?? {})) : [];
  });
}
