import { failedToParse } from '../errors.ts';
import { compileFilter, type Filter } from '../filter/compile.ts';
import type { Match } from '../query/find.ts';
import { compileProjection } from '../query/projection.ts';
import { parseSort } from '../query/sort.ts';
import type { Work } from '../slices.ts';
import type { Collection } from '../storage/catalog.ts';
import { parseUpdate, type Update } from '../update/parse.ts';
import { upserted } from '../update/upsert.ts';
import type { Document } from '../values.ts';
import {
  type Call,
  collectionOf,
  collectionToWrite,
  documentOption,
  flagOption,
  variablesOf,
} from './call.ts';
import { changeDocument, insertUpserted } from './update.ts';
import { firstTarget } from './writes.ts';

export function* findAndModify(call: Call): Work<Document> {
  const { command } = call;
  const filter = compileFilter(documentOption(call, 'query'), variablesOf(call));
  const remove = flagOption(call, 'remove');
  if (remove && command.update !== undefined)
    throw failedToParse('Cannot specify both an update and remove=true');
  if (!remove && command.update === undefined)
    throw failedToParse('Either an update or remove=true must be specified');
  if (remove && flagOption(call, 'upsert'))
    throw failedToParse('Cannot specify both upsert=true and remove=true');
  if (remove && flagOption(call, 'new'))
    throw failedToParse(
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  const change = remove ? undefined : parseUpdate(command.update, command.arrayFilters);
  const collection = flagOption(call, 'upsert') ? collectionToWrite(call) : collectionOf(call);
  const target = collection && (yield* first(call, collection, filter));
  if (collection && target)
    return change ? modify(call, collection, { target, change }) : removeOne(call, collection, target);
  if (collection && change && flagOption(call, 'upsert')) return upsert(call, collection, { filter, change });
  return { lastErrorObject: remove ? { n: 0 } : { n: 0, updatedExisting: false }, value: null, ok: 1 };
}

function first(call: Call, collection: Collection, filter: Filter): Work<Match | undefined> {
  const sort = parseSort(documentOption(call, 'sort'));
  const { store, until, profile } = call;
  return firstTarget(store, collection, { filter, sort, skip: 0, limit: 1, until, profile });
}

function shown(call: Call, document: Document, found: Match['found']): Document {
  const projection = compileProjection(documentOption(call, 'fields'));
  return projection ? projection(document, found) : document;
}

function removeOne(call: Call, collection: Collection, target: Match): Document {
  const value = shown(call, target.document, target.found);
  call.store.documents.remove(collection, target.document);
  return { lastErrorObject: { n: 1 }, value, ok: 1 };
}

function modify(call: Call, collection: Collection, of: { target: Match; change: Update }): Document {
  const { target, change } = of;
  const before = flagOption(call, 'new') ? undefined : shown(call, target.document, target.found);
  const { document } = changeDocument(call.store, collection, target, change);
  const value = before ?? shown(call, document, target.found);
  return { lastErrorObject: { n: 1, updatedExisting: true }, value, ok: 1 };
}

function upsert(call: Call, collection: Collection, of: { filter: Filter; change: Update }): Document {
  const document = upserted(of.filter.node, of.change, call.store.now());
  const value = flagOption(call, 'new') ? shown(call, document, {}) : null;
  insertUpserted(call.store, collection, document);
  return { lastErrorObject: { n: 1, updatedExisting: false, upserted: document._id }, value, ok: 1 };
}
