/** At most one announcement in so long: people listen to the room, not to the page. */
const QUIET_MS = 4_000;

/** Says things politely to screen readers; of several that wait, each kind is said once, in its newest words. */
export class Announcer {
  readonly #place: HTMLElement;
  readonly #waiting = new Map<string, string>();
  #timer: number | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  say(kind: string, words: string): void {
    if (!words) return;
    this.#waiting.set(kind, words);
    if (this.#timer === undefined) this.#next();
  }

  #next(): void {
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    this.#place.textContent = [...this.#waiting.values()].join(' ');
    this.#waiting.clear();
    this.#timer = window.setTimeout(() => this.#next(), QUIET_MS);
  }
}
