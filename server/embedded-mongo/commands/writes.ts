import { Codes, CommandError } from '../errors.ts';
import { find, type Match, type Query, readAgain } from '../query/find.ts';
import { PAUSE, type Pause, type Work } from '../slices.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Documents } from '../storage/documents.ts';
import { type Document, truthy } from '../values.ts';
import type { Call, Store } from './call.ts';

/** Runs the statements of one write command; an ordered command ends at its first fault. */
export function* eachStatement<T>(
  call: Call,
  statements: readonly T[],
  run: (statement: T, index: number) => Work<void>,
): Work<Document[]> {
  if (statements.length === 0 || statements.length > 100_000) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and 100000. Got ${statements.length} operations.`,
    );
  }
  const ordered = call.command.ordered === undefined || truthy(call.command.ordered);
  const grows = call.name !== 'delete';
  const writeErrors: Document[] = [];
  let hasPaused = false;
  for (const [index, statement] of statements.entries()) {
    try {
      if (hasPaused && grows) call.store.documents.engine.checkRoom();
      yield* run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError) || error.code === Codes.MaxTimeMSExpired) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (ordered) break;
    }
    hasPaused = yield* breathe(call.store);
  }
  return writeErrors;
}

export function writeReply(fields: Document, writeErrors: Document[]): Document {
  return writeErrors.length > 0 ? { ...fields, writeErrors, ok: 1 } : { ...fields, ok: 1 };
}

/**
 * Lets others have their turn when the time is over: what has been written so far is on disk then. Afterwards the
 * collection may be gone, and the disk full.
 * @returns whether it has paused
 */
export function* breathe(store: Store, collection?: Collection): Work<boolean> {
  if (!store.documents.slice.isOver) return false;
  yield PAUSE;
  if (collection) store.catalog.refuseGone(collection);
  return true;
}

/**
 * The matches of a change, each as it is at its turn. While they are looked for and changed, others may change them. All
 * are found first: else a document that moves in the index could be met twice.
 */
export function* changed(
  store: Store,
  collection: Collection,
  query: Query & { readonly grows: boolean },
): Generator<Match | Pause> {
  if (query.limit === 1) {
    const match = yield* firstTarget(store, collection, query);
    if (match) yield match;
    return;
  }
  const { documents } = store;
  const ids = yield* idsOf(documents, collection, query);
  for (const id of ids) {
    const match = readAgain({ documents, collection }, id, query);
    if (match) yield match;
    if ((yield* breathe(store, collection)) && query.grows) documents.engine.checkRoom();
  }
}

function* idsOf(documents: Documents, collection: Collection, query: Query): Work<Buffer[]> {
  const ids: Buffer[] = [];
  for (const match of find(documents, collection, { ...query, needs: [] })) {
    if (match === PAUSE) yield PAUSE;
    else ids.push(match.id);
  }
  return ids;
}

/** The first match as it is now; looked for again when it has changed since it was found. */
export function* firstTarget(store: Store, collection: Collection, query: Query): Work<Match | undefined> {
  for (;;) {
    let hasPaused = false;
    let found: Match | undefined;
    for (const match of find(store.documents, collection, { ...query, limit: 1 })) {
      if (match === PAUSE) {
        hasPaused = true;
        yield PAUSE;
      } else found = match;
    }
    if (!found || !hasPaused) return found;
    const again = readAgain({ documents: store.documents, collection }, found.id, query);
    if (again) return again;
  }
}
