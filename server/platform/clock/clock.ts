/** The only place that asks the computer for the time. Tests and the demo hand in a clock of their own. */
export interface Clock {
  now(): Date;
}

export const machineClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export class HandClock implements Clock {
  #at: number;

  constructor(at: Date) {
    this.#at = at.getTime();
  }

  now(): Date {
    return new Date(this.#at);
  }

  moveTo(at: Date): void {
    this.#at = at.getTime();
  }

  /** @param milliseconds may be negative: machines do that */
  moveBy(milliseconds: number): void {
    this.#at += milliseconds;
  }
}

/** Lets time pass in the computer's own measure: for giving way, never for rules. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
