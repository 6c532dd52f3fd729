import { failedToParse, unsupported } from '../errors.ts';
import type { Work } from '../slices.ts';
import { asDocument, type Binary, type Document, numeric, Timestamp } from '../values.ts';
import { type Call, countOption, documentOption, listOption, namespaceOf } from './call.ts';

/** A snapshot is read whole, for a copy of all: with nothing chosen and in the order of the ids. */
const CHOICES = ['projection', 'skip', 'limit', 'singleBatch', 'let'];

export function asksForSnapshot({ command }: Call): boolean {
  return asDocument(command.readConcern)?.level === 'snapshot';
}

/** `find` with the read concern `snapshot`: the first of a session begins one, later ones name its cluster time. */
export function findInSnapshot(call: Call): Work<Buffer> {
  const { command, store } = call;
  const choice = CHOICES.find((name) => command[name] !== undefined);
  if (choice) throw unsupported(`'${choice}' with the read concern snapshot`);
  if (Object.keys(documentOption(call, 'filter')).length > 0)
    throw unsupported('a filter with the read concern snapshot');
  if (!isById(documentOption(call, 'sort')))
    throw unsupported('another order than by _id with the read concern snapshot');
  const { atClusterTime: given, ...rest } = command.readConcern as Document;
  if (Object.keys(rest).some((name) => name !== 'level' && name !== 'provenance'))
    throw unsupported(`the read concern ${Object.keys(rest).join(', ')}`);
  if (given !== undefined && !(given instanceof Timestamp))
    throw failedToParse('readConcern.atClusterTime must be a timestamp');
  const snapshot = given ?? store.snapshots.begin(sessionOf(command.lsid));
  const namespace = namespaceOf(call);
  return store.cursors.first({
    namespace,
    documents: store.snapshots.documents(snapshot, namespace),
    batchSize: countOption(call, 'batchSize'),
    single: false,
    snapshot,
  });
}

/** What the sessions had begun ends with them. */
export function endSessions(call: Call): Document {
  call.store.snapshots.endOf(listOption(call, 'endSessions').map(sessionOf));
  return { ok: 1 };
}

function isById(sort: Document): boolean {
  const names = Object.keys(sort);
  return names.length === 0 || (names.length === 1 && Number(numeric(sort._id ?? 0)) === 1);
}

function sessionOf(given: unknown): string {
  const id = asDocument(given)?.id as Binary | undefined;
  return id?._bsontype === 'Binary' ? id.toString('hex') : '';
}
