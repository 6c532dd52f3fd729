import { log } from '../log.ts';

/** A clock that may be set, and one that only goes on. */
export interface Clocks {
  now(): Date;
  /** Milliseconds since some moment; never set, and still while the machine sleeps. */
  steady(): number;
}

const MINUTE_MS = 60_000;
/** What the setting of clocks by a few seconds, or a busy moment, amounts to at most. */
const TOLERANCE_MS = 5 * MINUTE_MS;
/** So long a leap must stand before it is believed: a machine that slept, or a clock that was wrong before. */
const DOUBT_MS = 15 * MINUTE_MS;
/** Nothing sleeps longer, and nothing sleeps backwards: such a leap is believed only by a new start of the server. */
const MOST_AHEAD_MS = 7 * 24 * 60 * MINUTE_MS;
const MOST_BACK_MS = 24 * 60 * MINUTE_MS;

/** Tells whether the machine's clock can be trusted: whether as much of its time has passed as passes by itself. */
export class LeapWatch {
  readonly #clocks: Clocks;
  /** What lies between the two clocks as long as both are right. */
  #between: number;
  #leap: { between: number; seenAt: number } | undefined;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.#between = this.#measured();
  }

  #measured(): number {
    return this.#clocks.now().getTime() - this.#clocks.steady();
  }

  /** @returns true while what the clock says is in doubt */
  inDoubt(): boolean {
    const between = this.#measured();
    if (near(between, this.#between)) {
      if (this.#leap) log.warn('the clock of the machine is right again; jobs go on');
      this.#leap = undefined;
      // It may be set by small steps, again and again.
      this.#between = between;
      return false;
    }
    if (!this.#leap || !near(between, this.#leap.between)) this.#note(between);
    return !this.#believed(between);
  }

  #note(between: number): void {
    this.#leap = { between, seenAt: this.#clocks.steady() };
    const seconds = Math.round((between - this.#between) / 1000);
    log.error(
      { seconds },
      'the clock of the machine has leapt; jobs wait until it is right again, or a new start confirms it',
    );
  }

  #believed(between: number): boolean {
    const stood = this.#clocks.steady() - this.#leap!.seenAt >= DOUBT_MS;
    const leap = between - this.#between;
    if (!stood || leap > MOST_AHEAD_MS || leap < -MOST_BACK_MS) return false;
    log.warn('the clock of the machine has stayed as it is; jobs go on by it');
    this.#between = between;
    this.#leap = undefined;
    return true;
  }
}

const near = (one: number, other: number) => Math.abs(one - other) <= TOLERANCE_MS;
