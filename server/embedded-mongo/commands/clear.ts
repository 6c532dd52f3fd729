import { after } from '../keys.ts';
import type { Index } from '../storage/catalog.ts';
import { indexPrefix } from '../storage/index-keys.ts';
import type { Store } from './call.ts';

export function clearIndex(store: Store, index: Index): void {
  clear(store, indexPrefix(index));
}

/** Removes every entry whose key begins so. */
export function clear(store: Store, prefix: Buffer): void {
  const { engine } = store.documents;
  for (const { key } of engine.entries({ low: prefix, high: after(prefix) })) engine.remove(key);
}
