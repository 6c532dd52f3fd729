import {
  ACCUMULATORS,
  COMMANDS,
  COMMON_OPTIONS,
  EXPRESSION_OPERATORS,
  FILTER_OPERATORS,
  INDEX_OPTIONS,
  PROJECTION_OPERATORS,
  PUSH_MODIFIERS,
  STAGES,
  STATEMENTS,
  TOP_LEVEL_OPERATORS,
  UPDATE_OPERATORS,
} from './supported.ts';

type Document = Record<string, unknown>;

const OPERATORS = new Set([
  ...Object.keys(FILTER_OPERATORS),
  ...TOP_LEVEL_OPERATORS,
  ...Object.keys(UPDATE_OPERATORS),
  ...PUSH_MODIFIERS,
  ...PROJECTION_OPERATORS,
  ...STAGES,
  ...ACCUMULATORS,
  ...EXPRESSION_OPERATORS,
]);

/** Parts of commands that hold operators; documents to insert and values in them do not. */
const WITH_OPERATORS = [
  'filter',
  'query',
  'q',
  'u',
  'update',
  'projection',
  'fields',
  'pipeline',
  'arrayFilters',
];

/**
 * What of a command (as the driver's `commandStarted` event gives it) is not in the lists of supported.ts:
 * the command itself, options, operators. Empty when all is. For tests that record what a product sends,
 * also while it talks to a real MongoDB.
 */
export function unsupportedParts(command: Document): string[] {
  const name = Object.keys(command)[0] ?? '';
  const options = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!options) return [name];
  const known = new Set([name, ...options, ...COMMON_OPTIONS]);
  const odd = Object.keys(command).filter((option) => !known.has(option));
  return [
    ...odd.map((option) => `${name}.${option}`),
    ...operatorsIn(command),
    ...oddStatements(name, command),
  ];
}

function oddStatements(name: string, command: Document): string[] {
  const lists: [string, readonly string[]][] = [
    ['updates', STATEMENTS.updates],
    ['deletes', STATEMENTS.deletes],
    ['indexes', INDEX_OPTIONS],
  ];
  return lists.flatMap(([list, known]) =>
    asList(command[list]).flatMap((statement) => [
      ...Object.keys(statement)
        .filter((option) => !known.includes(option))
        .map((option) => `${name}.${list}.${option}`),
      ...operatorsIn(statement),
    ]),
  );
}

function asList(value: unknown): Document[] {
  return Array.isArray(value) ? (value as Document[]) : [];
}

function operatorsIn(part: Document): string[] {
  return WITH_OPERATORS.flatMap((field) => [...namesIn(part[field])]).filter((name) => !OPERATORS.has(name));
}

/** Names that begin with $, at any depth, but not inside values that the BSON library made. */
function* namesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* namesIn(each);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  if ('_bsontype' in value || value instanceof Date || value instanceof RegExp) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith('$')) yield name;
    yield* namesIn(inner);
  }
}
