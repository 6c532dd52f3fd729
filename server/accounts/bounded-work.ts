import { TooMany } from '../platform/errors.ts';

const SECONDS_TO_WAIT = 5;

/** Heavy work, so many pieces at once and so many waiting; what is urgent goes before all that waits. */
export class BoundedWork {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #urgent: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /** @throws TooMany when too many wait already; never for what is urgent */
  async run<T>(work: () => Promise<T>, { urgent }: { urgent: boolean }): Promise<T> {
    if (this.#running < this.#atOnce) this.#running++;
    else await this.#turn(urgent);
    try {
      return await work();
    } finally {
      const next = this.#urgent.shift() ?? this.#waiting.shift();
      // Its place is handed on: nobody slips in between.
      if (next) next();
      else this.#running--;
    }
  }

  #turn(urgent: boolean): Promise<void> {
    if (!urgent && this.#waiting.length >= this.#mostWaiting) throw new TooMany(SECONDS_TO_WAIT);
    return new Promise((begin) => void (urgent ? this.#urgent : this.#waiting).push(begin));
  }
}
