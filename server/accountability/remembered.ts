const MOST_KEPT = 24;

/** What is dear to compute, kept for a while; those who ask meanwhile wait for the same computation. */
export class Remembered<Value> {
  readonly #seconds: number;
  readonly #kept = new Map<string, { at: number; value: Promise<Value> }>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  of(key: string, now: Date, compute: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(key);
    const age = known ? (now.getTime() - known.at) / 1000 : 0;
    // A clock that was set back makes everything old.
    if (known && age >= 0 && age < this.#seconds) return known.value;
    const value = compute();
    this.#kept.delete(key);
    this.#kept.set(key, { at: now.getTime(), value });
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    value.catch(() => this.#kept.delete(key));
    return value;
  }

  /** When another store is opened. */
  forget(): void {
    this.#kept.clear();
  }
}
