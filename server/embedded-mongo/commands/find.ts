import { CommandError } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { find, type Match, type Query } from '../query/find.ts';
import { compileProjection, type Projection } from '../query/projection.ts';
import { parseSort } from '../query/sort.ts';
import { type Document, encode, Long } from '../values.ts';
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

export function findCommand(call: Call): Buffer {
  if (asksForSnapshot(call)) return findInSnapshot(call);
  const query: Query = {
    filter: compileFilter(documentOption(call, 'filter'), variablesOf(call)),
    sort: parseSort(documentOption(call, 'sort')),
    skip: countOption(call, 'skip') ?? 0,
    limit: countOption(call, 'limit') || Number.POSITIVE_INFINITY,
    until: call.until,
  };
  const projection = compileProjection(documentOption(call, 'projection'));
  const collection = collectionOf(call);
  const matches = collection ? find(call.store.documents, collection, query) : [];
  return call.store.cursors.first({
    namespace: namespaceOf(call),
    stands: collection && (() => call.store.catalog.refuseGone(collection)),
    documents: projected(matches, projection),
    batchSize: countOption(call, 'batchSize'),
    single: flagOption(call, 'singleBatch'),
  });
}

function* projected(matches: Iterable<Match>, projection: Projection | undefined): Generator<Buffer> {
  for (const match of matches) {
    yield projection ? encode(projection(match.document, match.found)) : match.bytes;
  }
}

export function getMore(call: Call): Buffer {
  const { command, store, database } = call;
  const id = cursorId(command.getMore);
  if (typeof command.collection !== 'string')
    throw new CommandError('TypeMismatch', 'getMore needs the name of a collection');
  return store.cursors.more(id, `${database}.${command.collection}`, countOption(call, 'batchSize'));
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
