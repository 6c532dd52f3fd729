/** Looks at pages at a steady pace, whether or not earlier ones have come: as people do, who do not know of each other. */
export class PageWaits {
  readonly #timer: NodeJS.Timeout;
  readonly #under = new Set<Promise<void>>();
  readonly #waits: number[] = [];
  #fault: Error | undefined;

  /** @param everyMs between two requests */
  constructor(urls: string[], everyMs: number) {
    let number = 0;
    this.#timer = setInterval(() => {
      const one: Promise<void> = this.#look(urls[number++ % urls.length]!)
        .catch((fault: Error) => {
          this.#fault = fault;
        })
        .finally(() => this.#under.delete(one));
      this.#under.add(one);
    }, everyMs);
  }

  async #look(url: string): Promise<void> {
    const begun = performance.now();
    const response = await fetch(url);
    await response.text();
    if (response.status !== 200) throw new Error(`${url} gave ${response.status}`);
    this.#waits.push(performance.now() - begun);
  }

  /** Waits for those under way. @returns the 95th of a hundred waits, in milliseconds */
  async p95(): Promise<number> {
    clearInterval(this.#timer);
    await Promise.all(this.#under);
    if (this.#fault) throw this.#fault;
    this.#waits.sort((a, b) => a - b);
    return this.#waits[Math.floor(this.#waits.length * 0.95)] ?? Number.NaN;
  }
}
