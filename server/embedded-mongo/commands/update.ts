import { failedToParse } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import type { Match } from '../query/find.ts';
import { PAUSE, type Work } from '../slices.ts';
import type { Collection } from '../storage/catalog.ts';
import { STATEMENTS } from '../supported.ts';
import { applyUpdate } from '../update/apply.ts';
import { withFlags } from '../update/flags.ts';
import { parseUpdate, touchedFields, type Update } from '../update/parse.ts';
import { upserted } from '../update/upsert.ts';
import { asDocument, type Document, decode, encode, truthy } from '../values.ts';
import {
  type Call,
  collectionToWrite,
  documentsOption,
  refuseUnknown,
  type Store,
  variablesOf,
} from './call.ts';
import { checkId } from './insert.ts';
import { eachStatement, changed as targets, writeReply } from './writes.ts';

interface Tally {
  n: number;
  nModified: number;
  readonly upserted: Document[];
}

export function* update(call: Call): Work<Document> {
  const statements = documentsOption(call, 'updates');
  const collection = collectionToWrite(call);
  const tally: Tally = { n: 0, nModified: 0, upserted: [] };
  const errors = yield* eachStatement(call, statements, (statement, index) =>
    updateMatches(call, collection, { statement, index, tally }),
  );
  const { n, nModified } = tally;
  return writeReply(
    tally.upserted.length > 0 ? { n, nModified, upserted: tally.upserted } : { n, nModified },
    errors,
  );
}

function* updateMatches(
  call: Call,
  collection: Collection,
  { statement, index, tally }: { statement: Document; index: number; tally: Tally },
): Work<void> {
  refuseUnknown(statement, STATEMENTS.updates, 'update.updates');
  const filter = compileFilter(asDocument(statement.q) ?? {}, variablesOf(call));
  const change = parseUpdate(statement.u, statement.arrayFilters);
  const multi = truthy(statement.multi);
  if (multi && change.kind === 'replace')
    throw failedToParse('multi update is not supported for replacement-style update');
  const { store, until, profile } = call;
  const limit = multi ? Number.POSITIVE_INFINITY : 1;
  let n = 0;
  const query = { filter, sort: [], skip: 0, limit, until, profile, grows: true };
  for (const target of targets(store, collection, query)) {
    if (target === PAUSE) {
      yield PAUSE;
      continue;
    }
    const changed =
      changeFlags(store, collection, target, change) ??
      changeDocument(store, collection, target, change).changed;
    tally.nModified += changed ? 1 : 0;
    tally.n++;
    n++;
  }
  if (n > 0 || !truthy(statement.upsert)) return;
  const document = upserted(filter.node, change, store.now());
  insertUpserted(store, collection, document);
  tally.n++;
  tally.upserted.push({ index, _id: document._id });
}

export function insertUpserted(store: Store, collection: Collection, document: Document): void {
  checkId(document._id);
  store.documents.insert(collection, document, encode(document));
}

/** Changes one document on disk unless the update leaves it as it is. */
export function changeDocument(
  store: Store,
  collection: Collection,
  target: Match,
  change: Update,
): { changed: boolean; document: Document } {
  const at = { found: target.found, inserting: false, now: store.now() };
  const document = applyUpdate(decode(target.bytes), change, at);
  const bytes = encode(document);
  if (bytes.equals(target.bytes)) return { changed: false, document };
  store.documents.replace(collection, target.bytes, { document, bytes, touched: touchedFields(change) });
  return { changed: true, document };
}

/** The same where only flags change, as with marks on very many documents; undefined where more does. */
function changeFlags(
  store: Store,
  collection: Collection,
  target: Match,
  change: Update,
): boolean | undefined {
  const bytes = withFlags(target.bytes, change);
  if (!bytes) return undefined;
  if (bytes.equals(target.bytes)) return false;
  store.documents.replace(collection, target.bytes, { bytes, touched: touchedFields(change) });
  return true;
}
