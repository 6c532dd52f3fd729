import { keepNewest } from '../newest.ts';
import { singleProcess } from './connection.ts';
import { storeMemory } from './store-memory.ts';

/** Where this process alone writes, forgetting at each change is exact; this bounds what a fault could leave. */
export const ALONE_MS = 60_000;

interface Wishes {
  /** So many are kept; the oldest go first. */
  most: number;
  /** How old it may be, in ms, where other processes write too, whose changes nobody here hears. */
  shared: number;
  /** How old it may be, in ms, where this process alone writes; absent: as elsewhere. */
  alone?: number;
}

/**
 * What was read of the store a moment ago, by key; who changes it in this process may forget it. Kept from the moment at
 * which reading begins: whoever asks meanwhile shares the answer, and what is forgotten while it is being read is read
 * anew by the next.
 */
export class Remembered<Value> {
  readonly #wishes: Wishes;
  readonly #known = storeMemory(() => new Map<string, { value: Promise<Value>; readAt: number }>());

  constructor(wishes: Wishes) {
    this.#wishes = wishes;
  }

  get(key: string, now: Date, read: () => Promise<Value>): Promise<Value> {
    const all = this.#known();
    const known = all.get(key);
    const { most, shared, alone = shared } = this.#wishes;
    const within = singleProcess() ? alone : shared;
    if (known && Math.abs(now.getTime() - known.readAt) < within) return known.value;
    const value = read();
    keepNewest(all, [key, { value, readAt: now.getTime() }], most);
    // What could not be read is asked again.
    value.catch(() => all.get(key)?.value === value && all.delete(key));
    return value;
  }

  forget(key: string): void {
    this.#known().delete(key);
  }

  forgetAll(): void {
    this.#known().clear();
  }
}
