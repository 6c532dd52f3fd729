/**
 * Work that comes faster than it can be done, in order. One piece is begun in each turn of the event loop, so that
 * everything that has arrived is heard in between; a newer piece of the same name takes the place of the one that waits.
 */
export class Turns {
  readonly #waiting = new Map<string, { begin(): void; overtaken(): void }>();
  #drawing = false;

  /** @param name what the piece is about @returns settles with 'begun' or 'overtaken' */
  wait(name: string): Promise<'begun' | 'overtaken'> {
    return new Promise((resolve) => {
      this.#waiting.get(name)?.overtaken();
      // Set anew in the same place of the line: whoever types on is not sent back to its end.
      this.#waiting.set(name, { begin: () => resolve('begun'), overtaken: () => resolve('overtaken') });
      if (!this.#drawing) this.#draw();
    });
  }

  #draw(): void {
    this.#drawing = true;
    setImmediate(() => {
      const [name, next] = this.#waiting.entries().next().value!;
      this.#waiting.delete(name);
      next.begin();
      if (this.#waiting.size > 0) this.#draw();
      else this.#drawing = false;
    });
  }
}
