import { setTimeout as pause } from 'node:timers/promises';
import { submissionOf } from '../submission.ts';

/** Between two people who hand something in, and two who look at a page. */
const EVERY_MS = 100;
const PATIENCE_MS = 10_000;
/** After the fault everybody comes again until it is taken, as a browser's button or a program does. */
const AGAIN_MS = 60_000;

/** What a person got: taken, told to try again, no connection, or a fault of ours. */
export interface Seen {
  taken: number;
  /** 429 and 503: the page says so, and keeps what was typed. */
  told: number;
  /** Nobody answered, or the line was cut. */
  cut: number;
  /** Any other 5xx. */
  faults: number;
  pages: number;
  /** Longest wait for an answer, in ms. */
  longest: number;
}

interface Sent {
  key: string;
  number: number;
  code?: string;
}

let number = 0;

/** Hands in and looks at pages at a steady pace, whatever happens, until it is asked to end. */
export class People {
  readonly #address: string;
  readonly #sent: Sent[] = [];
  readonly #under = new Set<Promise<unknown>>();
  readonly #timer: NodeJS.Timeout;
  readonly seen: Seen = { taken: 0, told: 0, cut: 0, faults: 0, pages: 0, longest: 0 };

  constructor(address: string) {
    this.#address = address;
    this.#timer = setInterval(() => {
      const one = { key: `fault-${process.pid}-${++number}`, number };
      this.#sent.push(one);
      this.#keep(this.#send(one, true));
      this.#keep(this.#look());
    }, EVERY_MS);
  }

  #keep(one: Promise<unknown>): void {
    this.#under.add(one);
    void one.finally(() => this.#under.delete(one));
  }

  async #send(one: Sent, counted: boolean): Promise<void> {
    const begun = performance.now();
    try {
      const response = await fetch(`${this.#address}/api/v1/feedback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': one.key },
        body: JSON.stringify(submissionOf(one.number)),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const { code } = (await response.json()) as { code?: string };
      if (response.status === 201 && code) one.code = code;
      if (counted) this.#count(response.status);
    } catch {
      if (counted) this.seen.cut++;
    }
    if (counted) this.seen.longest = Math.max(this.seen.longest, performance.now() - begun);
  }

  #count(status: number): void {
    if (status === 201) this.seen.taken++;
    else if (status === 503 || status === 429) this.seen.told++;
    else if (status >= 500) this.seen.faults++;
  }

  async #look(): Promise<void> {
    try {
      const response = await fetch(`${this.#address}/`, { signal: AbortSignal.timeout(PATIENCE_MS) });
      await response.arrayBuffer();
      if (response.ok) this.seen.pages++;
      else if (response.status >= 500 && response.status !== 503) this.seen.faults++;
    } catch {
      // Whoever hands in counts the same.
    }
  }

  /** No more come, and those who are there get their answer. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#under);
  }

  /**
   * All whose submission was not taken come again with the same key; then each code that was ever told is asked for.
   * @returns how many of them are not there, how many never got through, and how many got a code that another has
   */
  async reckoning(): Promise<{ lost: number; refused: number; doubled: number }> {
    const until = Date.now() + AGAIN_MS;
    for (let left = this.#open(); left.length > 0 && Date.now() < until; left = this.#open()) {
      for (const one of left) await this.#send(one, false);
      if (this.#open().length > 0) await pause(500);
    }
    // Whoever asks again with a key that was taken gets the code of the first time.
    const again = this.#sent
      .filter(({ code }) => code)
      .map(({ code, ...one }) => ({ one: { ...one }, code: code! }));
    let doubled = 0;
    for (const { one, code } of again) {
      const repeat: Sent = one;
      await this.#send(repeat, false);
      if (repeat.code !== code) doubled++;
    }
    const codes = again.map(({ code }) => code);
    doubled += codes.length - new Set(codes).size;
    let lost = 0;
    for (const code of codes) if (!(await this.#isThere(code))) lost++;
    return { lost, refused: this.#open().length, doubled };
  }

  #open(): Sent[] {
    return this.#sent.filter(({ code }) => !code);
  }

  async #isThere(code: string): Promise<boolean> {
    const response = await fetch(`${this.#address}/api/v1/feedback/${code}`);
    await response.arrayBuffer();
    return response.ok;
  }
}
