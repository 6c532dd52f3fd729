import { type Clock, HandClock } from '../platform/clock/clock.ts';

/** Moved by hand while the past half year is played, then the computer's own time. */
export class DemoClock implements Clock {
  readonly #past = new HandClock(new Date(0));
  #playing = false;

  now(): Date {
    return this.#playing ? this.#past.now() : new Date();
  }

  playAt(at: Date): void {
    this.#playing = true;
    this.#past.moveTo(at);
  }

  live(): void {
    this.#playing = false;
  }
}
