import { failedToParse } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import type { Match } from '../query/find.ts';
import { PAUSE, type Pause, type Work } from '../slices.ts';
import { STATEMENTS } from '../supported.ts';
import { asDocument, type Document, wholeNumber } from '../values.ts';
import { type Call, collectionOf, documentsOption, refuseUnknown, variablesOf } from './call.ts';
import { changed, eachStatement, writeReply } from './writes.ts';

export function* deleteMany(call: Call): Work<Document> {
  const statements = documentsOption(call, 'deletes');
  let n = 0;
  const errors = yield* eachStatement(call, statements, function* (statement) {
    for (const _one of deleteMatches(call, statement)) {
      if (_one === PAUSE) yield PAUSE;
      else n++;
    }
  });
  return writeReply({ n }, errors);
}

/** Gives something for each document that is gone: of a statement that ends with a fault, too. */
function* deleteMatches(call: Call, statement: Document): Generator<Pause | Match> {
  refuseUnknown(statement, STATEMENTS.deletes, 'delete.deletes');
  const limit = wholeNumber(statement.limit);
  if (limit !== 0 && limit !== 1)
    throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const filter = compileFilter(asDocument(statement.q) ?? {}, variablesOf(call));
  const collection = collectionOf(call);
  if (!collection) return;
  const { store, until, profile } = call;
  const query = { filter, sort: [], skip: 0, limit: limit || Number.POSITIVE_INFINITY, until, profile };
  for (const match of changed(store, collection, { ...query, grows: false })) {
    if (match !== PAUSE) store.documents.remove(collection, match.document);
    yield match;
  }
}
