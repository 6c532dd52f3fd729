/**
 * What was read of the store a moment ago, by key. Who forgets at each change of this process is exact as long as no
 * other process writes; `within` bounds how old it may be where one does. Kept from the moment at which reading begins:
 * whoever asks meanwhile shares the answer, and what is forgotten while it is being read is read anew by the next.
 */
export class Remembered<Value> {
  readonly #most: number;
  readonly #known = new Map<string, { value: Promise<Value>; readAt: number }>();

  /** @param most so many are kept; the oldest go first */
  constructor(most: number) {
    this.#most = most;
  }

  get(
    key: string,
    { now, within }: { now: Date; within: number },
    read: () => Promise<Value>,
  ): Promise<Value> {
    const known = this.#known.get(key);
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
    if (this.#known.size >= this.#most) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(key, one);
  }
}
