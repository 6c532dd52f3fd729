/** Where this process alone writes, forgetting at each change is exact; this bounds what a fault could leave. */
const ALONE_MS = 60_000;

let alone = false;

/** Said once at the start: whether no other process writes to the store. */
export function storeIsOurs(is: boolean): void {
  alone = is;
}

interface Wishes {
  /** So many are kept; the oldest go first. */
  most: number;
  /** How old it may be, in ms, where other processes write too, whose changes nobody here hears. */
  shared: number;
}

/**
 * What was read of the store a moment ago, by key; who changes it in this process forgets it. Kept from the moment at
 * which reading begins: whoever asks meanwhile shares the answer, and what is forgotten while it is being read is read
 * anew by the next.
 */
export class Remembered<Value> {
  readonly #wishes: Wishes;
  readonly #known = new Map<string, { value: Promise<Value>; readAt: number }>();

  constructor(wishes: Wishes) {
    this.#wishes = wishes;
  }

  get(key: string, now: Date, read: () => Promise<Value>): Promise<Value> {
    const known = this.#known.get(key);
    const within = alone ? ALONE_MS : this.#wishes.shared;
    if (known && Math.abs(now.getTime() - known.readAt) < within) return known.value;
    const value = read();
    this.#keep(key, { value, readAt: now.getTime() });
    // What could not be read is asked again.
    value.catch(() => this.#known.get(key)?.value === value && this.#known.delete(key));
    return value;
  }

  forget(key: string): void {
    this.#known.delete(key);
  }

  forgetAll(): void {
    this.#known.clear();
  }

  #keep(key: string, one: { value: Promise<Value>; readAt: number }): void {
    this.#known.delete(key);
    if (this.#known.size >= this.#wishes.most) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(key, one);
  }
}
