import { ObjectId } from 'bson';
import { badValue, CommandError } from '../errors.ts';
import type { Work } from '../slices.ts';
import type { Collection } from '../storage/catalog.ts';
import { asDocument, type Document, decode, encode, Order, orderOf, typeName } from '../values.ts';
import { type Call, collectionToWrite, rawDocumentsOption } from './call.ts';
import { eachStatement, writeReply } from './writes.ts';

export function* insert(call: Call): Work<Document> {
  const given = rawDocumentsOption(call, 'documents');
  const collection = collectionToWrite(call);
  let n = 0;
  // biome-ignore lint/correctness/useYield: the pauses are between the documents
  const errors = yield* eachStatement(call, given, function* (raw) {
    call.store.catalog.refuseGone(collection);
    insertOne(call, collection, raw);
    n++;
  });
  return writeReply({ n }, errors);
}

function insertOne(call: Call, collection: Collection, raw: Uint8Array): void {
  const document = decode(raw);
  checkId(document._id);
  const first = Object.keys(document)[0] === '_id';
  const stored = first ? document : withIdFirst(document);
  call.store.documents.insert(collection, stored, first ? Buffer.from(raw) : encode(stored));
}

/** MongoDB stores `_id` as the first field, and makes one when the client has not. */
function withIdFirst(document: Document): Document {
  const { _id: id = new ObjectId(), ...rest } = document;
  return { _id: id, ...rest };
}

export function checkId(id: unknown): void {
  const order = orderOf(id);
  if (order === Order.Array || order === Order.Regex) {
    throw badValue(`The '_id' value cannot be of type ${typeName(id)}`);
  }
  const document = asDocument(id);
  const odd = document && Object.keys(document).find((name) => name.startsWith('$'));
  if (odd)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${odd} is not valid for storage.`,
    );
}
