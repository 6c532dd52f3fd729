import type { Store } from './commands/call.ts';
import type { Queue } from './queue.ts';
import { Long } from './values.ts';

/** How often expired documents are removed, as in MongoDB. */
export const SWEEP_MILLISECONDS = 60_000;

/** Removes what the TTL indexes say has expired; an array counts by its earliest date. */
export async function sweep(store: Store, queue: Queue): Promise<void> {
  for (const collection of store.catalog.all()) {
    for (const { fields, expireAfterSeconds } of collection.indexes) {
      if (expireAfterSeconds === undefined) continue;
      const before = new Date(store.now() - expireAfterSeconds * 1000);
      const deletes = [{ q: { [fields[0]!.path]: { $lte: before } }, limit: Long.ZERO }];
      await queue.submit({ delete: collection.name, deletes, $db: collection.database });
    }
  }
}
