import { CommandError } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { find, type Match, type Query } from '../query/find.ts';
import { compileStoredProjection } from '../query/projection.ts';
import { parseSort } from '../query/sort.ts';
import { PAUSE, type Pause, type Paused, type Work } from '../slices.ts';
import { type Document, Long } from '../values.ts';
import {
  type Call,
  collectionOf,
  countOption,
  documentOption,
  flagOption,
  listOption,
  namespaceOf,
  variablesOf,
} from './call.ts';
import { asksForSnapshot, findInSnapshot } from './snapshot.ts';

export function* findCommand(call: Call): Work<Buffer> {
  if (asksForSnapshot(call)) return yield* findInSnapshot(call);
  const query: Query = {
    filter: compileFilter(documentOption(call, 'filter'), variablesOf(call)),
    sort: parseSort(documentOption(call, 'sort')),
    skip: countOption(call, 'skip') ?? 0,
    limit: countOption(call, 'limit') || Number.POSITIVE_INFINITY,
    until: call.until,
    profile: call.profile,
  };
  const project = compileStoredProjection(documentOption(call, 'projection'));
  const collection = collectionOf(call);
  const matches = collection ? find(call.store.documents, collection, query) : [];
  return yield* call.store.cursors.first({
    namespace: namespaceOf(call),
    stands: collection && (() => call.store.catalog.refuseGone(collection)),
    documents: projected(matches, project),
    profile: call.profile,
    batchSize: countOption(call, 'batchSize'),
    single: flagOption(call, 'singleBatch'),
  });
}

function* projected(matches: Paused<Match>, project: (match: Match) => Buffer): Generator<Buffer | Pause> {
  for (const match of matches) yield match === PAUSE ? PAUSE : project(match);
}

export function* getMore(call: Call): Work<Buffer> {
  const { command, store, database } = call;
  const id = cursorId(command.getMore);
  if (typeof command.collection !== 'string')
    throw new CommandError('TypeMismatch', 'getMore needs the name of a collection');
  const namespace = `${database}.${command.collection}`;
  const batchSize = countOption(call, 'batchSize');
  return yield* store.cursors.more(id, namespace, { batchSize, profile: call.profile });
}

function cursorId(given: unknown): bigint {
  if (given instanceof Long) return given.toBigInt();
  throw new CommandError('TypeMismatch', 'a cursor id must be a long');
}

export function killCursors(call: Call): Document {
  const ids = listOption(call, 'cursors');
  const killed = ids.filter((id) => call.store.cursors.kill(cursorId(id)));
  const missing = ids.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}
