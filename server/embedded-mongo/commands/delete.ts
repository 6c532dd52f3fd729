import { failedToParse } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { find } from '../query/find.ts';
import { STATEMENTS } from '../supported.ts';
import { asDocument, type Document, wholeNumber } from '../values.ts';
import { type Call, collectionOf, documentsOption, refuseUnknown, variablesOf } from './call.ts';
import { eachStatement, writeReply } from './writes.ts';

export function deleteMany(call: Call): Document {
  const statements = documentsOption(call, 'deletes');
  let n = 0;
  const errors = eachStatement(call, statements, (statement) => {
    n += deleteMatches(call, statement);
  });
  return writeReply({ n }, errors);
}

function deleteMatches(call: Call, statement: Document): number {
  refuseUnknown(statement, STATEMENTS.deletes, 'delete.deletes');
  const limit = wholeNumber(statement.limit);
  if (limit !== 0 && limit !== 1)
    throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const filter = compileFilter(asDocument(statement.q) ?? {}, variablesOf(call));
  const collection = collectionOf(call);
  if (!collection) return 0;
  const query = { filter, sort: [], skip: 0, limit: limit || Number.POSITIVE_INFINITY, until: call.until };
  const targets = [...find(call.store.documents, collection, query)];
  for (const target of targets) call.store.documents.remove(collection, target.document);
  return targets.length;
}
