import { after } from '../keys.ts';
import { PAUSE, type Work } from '../slices.ts';
import type { Garbage } from '../storage/catalog.ts';
import { prefix } from '../storage/index-keys.ts';
import type { Store } from './call.ts';

/** Removes the keys of what has been dropped. What a kill leaves over is removed at the next start. */
export function* clearGarbage(store: Store, garbage: readonly Garbage[]): Work<void> {
  for (const each of garbage) {
    yield* clear(store, prefix(each.kind, each.id));
    store.catalog.removed(each);
  }
}

function* clear({ documents: { engine, slice } }: Store, low: Buffer): Work<void> {
  const range = { low, high: after(low) };
  for (;;) {
    let some = false;
    for (const key of engine.keys(range)) {
      engine.remove(key);
      some = true;
      if (slice.isOver) break;
    }
    if (!some) return;
    if (slice.isOver) yield PAUSE;
  }
}
