import { CommandError } from '../errors.ts';
import type { Profile } from '../query/profile.ts';
import type { Work } from '../slices.ts';
import { COMMANDS, COMMON_OPTIONS } from '../supported.ts';
import { type Document, isNumber, numeric, own } from '../values.ts';
import { aggregate } from './aggregate.ts';
import { atOnce, type Call, type Handler, type Reply, type Store } from './call.ts';
import { createCollection, drop, dropDatabase, listCollections } from './collections.ts';
import { checkReadConcern, checkWriteConcern } from './concerns.ts';
import { count, distinct } from './count.ts';
import { deleteMany } from './delete.ts';
import { findCommand, getMore, killCursors } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, hello, nothing } from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { endSessions } from './snapshot.ts';
import { update } from './update.ts';

const READS: Record<string, Handler> = {
  hello: atOnce(hello),
  isMaster: atOnce(hello),
  ismaster: atOnce(hello),
  ping: atOnce(nothing),
  buildInfo: atOnce(buildInfo),
  buildinfo: atOnce(buildInfo),
  endSessions: atOnce(endSessions),
  find: findCommand,
  getMore,
  killCursors: atOnce(killCursors),
  aggregate,
  count,
  distinct,
  listCollections,
  listIndexes,
};

const create = atOnce(createCollection);

const WRITES: Record<string, Handler> = {
  insert,
  update,
  delete: deleteMany,
  findAndModify,
  create,
  drop,
  dropDatabase,
  createIndexes,
  dropIndexes,
};

const GROWING = new Set<Handler>([insert, update, findAndModify, create, createIndexes]);

export function isWrite(command: Document): boolean {
  return Object.hasOwn(WRITES, Object.keys(command)[0] ?? '');
}

/** Runs one command; what goes wrong comes back as an answer when it is the client's fault. */
export function* run(store: Store, command: Document, profile: Profile): Work<Reply> {
  try {
    const handler = handlerOf(command);
    if (GROWING.has(handler)) store.documents.engine.checkRoom();
    return yield* handler(callOf(store, command, profile));
  } catch (error) {
    if (error instanceof CommandError) return failure(error);
    throw error;
  }
}

export function failure(error: CommandError): Document {
  return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
}

function handlerOf(command: Document): Handler {
  const name = Object.keys(command)[0] ?? '';
  const handler = own(READS as Document, name) ?? own(WRITES as Document, name);
  if (handler) return handler as Handler;
  throw new CommandError('CommandNotFound', `no such command: '${name}' (this store is a subset of MongoDB)`);
}

function callOf(store: Store, command: Document, profile: Profile): Call {
  const name = Object.keys(command)[0]!;
  checkOptions(name, command);
  const database = command.$db ?? 'admin';
  if (typeof database !== 'string' || !/^[^/\\. "$\0]{1,63}$/.test(database)) {
    throw new CommandError(73, `Invalid database name: '${String(database)}'`);
  }
  return { store, command, name, database, until: deadline(store, command.maxTimeMS), profile };
}

/** When maxTimeMS runs out. */
export function deadline(store: Store, given: unknown): number | undefined {
  if (given === undefined) return undefined;
  if (!isNumber(given)) throw new CommandError('TypeMismatch', 'maxTimeMS must be a number');
  const limit = Number(numeric(given));
  if (!Number.isInteger(limit) || limit < 0)
    throw new CommandError('BadValue', 'maxTimeMS must be a non-negative integer');
  return limit === 0 ? undefined : store.now() + limit;
}

/** Real options of MongoDB get another code than misspelt ones, as a help to the reader. */
function checkOptions(name: string, command: Document): void {
  const known = COMMANDS[name]!;
  for (const option of Object.keys(command).slice(1)) {
    if (known.includes(option) || COMMON_OPTIONS.includes(option)) continue;
    if (option === 'txnNumber' || option === 'startTransaction' || option === 'autocommit') {
      throw new CommandError(
        'IllegalOperation',
        'Transaction numbers are only allowed on a replica set member or mongos',
      );
    }
    if (MONGODB_OPTIONS.has(option)) {
      throw new CommandError(
        'CommandNotSupported',
        `the option '${name}.${option}' is not supported by this store`,
      );
    }
    throw new CommandError('UnknownField', `BSON field '${name}.${option}' is an unknown field.`);
  }
  checkReadConcern(command.readConcern, name);
  checkWriteConcern(command.writeConcern);
}

const MONGODB_OPTIONS = new Set([
  'hint',
  'collation',
  'tailable',
  'awaitData',
  'noCursorTimeout',
  'oplogReplay',
  'allowPartialResults',
  'returnKey',
  'showRecordId',
  'min',
  'max',
  'explain',
  'capped',
  'size',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'timeseries',
  'clusteredIndex',
  'expireAfterSeconds',
  'encryptedFields',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'storageEngine',
  'indexOptionDefaults',
  'changeStreamPreAndPostImages',
]);
