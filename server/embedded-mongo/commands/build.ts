import { CommandError } from '../errors.ts';
import { after } from '../keys.ts';
import type { Work } from '../slices.ts';
import type { Collection, Index } from '../storage/catalog.ts';
import { documentPrefix } from '../storage/index-keys.ts';
import type { Store } from './call.ts';
import { clearGarbage } from './clear.ts';
import { breathe } from './writes.ts';

/**
 * Fills new indexes with the documents that are there, piece by piece; what is written meanwhile goes into them too. They
 * serve no query before all is in them.
 */
export function* build(store: Store, collection: Collection, indexes: readonly Index[]): Work<void> {
  if (indexes.length === 0) return;
  const { documents, catalog } = store;
  let low = documentPrefix(collection);
  const high = after(low);
  for (let done = false; !done; ) {
    done = true;
    for (const { key, value } of documents.engine.entries({ low, high })) {
      for (const index of indexes) documents.addTo(collection, index, value);
      if (!documents.slice.isOver) continue;
      // What has been read ahead may have changed by the time that this goes on.
      low = Buffer.concat([key, Buffer.of(0)]);
      done = false;
      break;
    }
    if (done) continue;
    yield* breathe(store, collection);
    for (const index of indexes) catalog.refuseGone(collection, index);
    documents.engine.checkRoom();
  }
  for (const index of indexes) index.building = false;
  catalog.touch();
}

/** What a kill has cut off: keys of what was dropped are removed, and indexes begun are made anew. */
export function* tidy(store: Store): Work<void> {
  const { catalog } = store;
  yield* clearGarbage(store, catalog.garbage);
  for (const collection of catalog.all())
    for (const index of collection.indexes.filter(({ building }) => building))
      yield* buildAgain(store, collection, index);
}

/** Nobody waits for it any more: one that cannot be, such as a unique one over duplicates, goes. */
function* buildAgain(store: Store, collection: Collection, index: Index): Work<void> {
  try {
    yield* build(store, collection, [index]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    store.catalog.removeIndexes(collection, [index]);
    yield* clearGarbage(store, store.catalog.garbage);
  }
}
