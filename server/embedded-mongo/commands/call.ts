import { compileExpression } from '../aggregation/expressions.ts';
import type { Cursors } from '../cursors.ts';
import { badValue, CommandError, failedToParse, typeMismatch } from '../errors.ts';
import type { Variables } from '../filter/compile.ts';
import type { Profile } from '../query/profile.ts';
import type { Work } from '../slices.ts';
import type { Snapshots } from '../snapshots.ts';
import type { Catalog, Collection } from '../storage/catalog.ts';
import type { Documents } from '../storage/documents.ts';
import { asDocument, type Document, isNumber, numeric, truthy, typeName } from '../values.ts';

export interface Store {
  readonly catalog: Catalog;
  readonly documents: Documents;
  readonly cursors: Cursors;
  readonly snapshots: Snapshots;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One command under way. */
export interface Call {
  readonly store: Store;
  readonly command: Document;
  readonly name: string;
  readonly database: string;
  /** When maxTimeMS runs out, in milliseconds since the epoch. */
  readonly until: number | undefined;
  readonly profile: Profile;
}

export type Reply = Document | Buffer;

export type Handler = (call: Call) => Work<Reply>;

/** Of a command that is never long. */
export function atOnce(handler: (call: Call) => Reply): Handler {
  // biome-ignore lint/correctness/useYield: it has nothing to pause for
  return function* (call) {
    return handler(call);
  };
}

/** The collection that the command names; undefined when it does not exist. */
export function collectionOf(call: Call): Collection | undefined {
  return call.store.catalog.find(call.database, collectionName(call));
}

export function collectionName({ command, name }: Call): string {
  const given = command[name];
  if (typeof given === 'string' && given !== '') return given;
  throw new CommandError(73, `collection name has invalid type ${typeName(given)}`);
}

export function namespaceOf(call: Call): string {
  return `${call.database}.${collectionName(call)}`;
}

/** The collection, made when it is missing, as MongoDB does on the first write. */
export function collectionToWrite(call: Call): Collection {
  return collectionOf(call) ?? call.store.catalog.create(call.database, collectionName(call));
}

export function documentOption(call: Call, option: string): Document {
  const given = call.command[option];
  if (given === undefined || given === null) return {};
  const document = asDocument(given);
  if (!document) throw notADocument(call, option, given);
  return document;
}

/** A count; undefined when not given. */
export function countOption(call: Call, option: string): number | undefined {
  const given = call.command[option];
  if (given === undefined || given === null) return undefined;
  if (!isNumber(given))
    throw typeMismatch(
      `BSON field '${call.name}.${option}' is the wrong type '${typeName(given)}', expected a number`,
    );
  const count = Math.trunc(Number(numeric(given)));
  if (!(count >= 0))
    throw new CommandError(51024, `BSON field '${option}' value must be >= 0, actual value '${count}'`);
  return count;
}

export function flagOption(call: Call, option: string): boolean {
  return truthy(call.command[option]);
}

export function listOption(call: Call, option: string): unknown[] {
  const given = call.command[option];
  if (!Array.isArray(given))
    throw new CommandError(
      40414,
      `BSON field '${call.name}.${option}' is missing but a required field, or no array`,
    );
  return given;
}

/** A list of documents. */
export function documentsOption(call: Call, option: string): Document[] {
  return listOption(call, option).map((each, i) => {
    const document = asDocument(each);
    if (document) return document;
    throw notADocument(call, `${option}.${i}`, each);
  });
}

/** Documents to insert, as they came. */
export function rawDocumentsOption(call: Call, option: string): Uint8Array[] {
  return listOption(call, option).map((each, i) => {
    if (each instanceof Uint8Array) return each;
    throw notADocument(call, `${option}.${i}`, each);
  });
}

function notADocument({ name }: Call, place: string, given: unknown): CommandError {
  return typeMismatch(
    `BSON field '${name}.${place}' is the wrong type '${typeName(given)}', expected type 'object'`,
  );
}

/** `let`: constants and expressions of constants, computed once. */
export function variablesOf(call: Call): Variables {
  const given = documentOption(call, 'let');
  const variables: Document = {};
  for (const [name, value] of Object.entries(given)) {
    if (!/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name))
      throw failedToParse(`'${name}' starts with an invalid character for a user variable name`);
    if (namesField(value)) throw badValue(`the variable ${name} of let must not name a field`);
    variables[name] = compileExpression(value)({}) ?? null;
  }
  return variables;
}

function namesField(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('$');
  if (Array.isArray(value)) return value.some(namesField);
  const document = asDocument(value);
  return (
    document !== undefined && !Object.hasOwn(document, '$literal') && Object.values(document).some(namesField)
  );
}

/** Refuses fields of a statement that are not in `known`, by name. */
export function refuseUnknown(statement: Document, known: readonly string[], where: string): void {
  const odd = Object.keys(statement).find((name) => !known.includes(name));
  if (odd === undefined) return;
  const exists = ['hint', 'collation', 'c', 'sampleId'].includes(odd);
  if (exists)
    throw new CommandError(
      'CommandNotSupported',
      `the option '${where}.${odd}' is not supported by this store`,
    );
  throw new CommandError('UnknownField', `BSON field '${where}.${odd}' is an unknown field.`);
}
