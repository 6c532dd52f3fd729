/** At most one announcement in so long: people listen to the room, not to the page. */
const QUIET_MS = 4_000;
/** What happens together is said together. */
const GATHER_MS = 50;

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
    this.#timer ??= window.setTimeout(() => this.#next(), GATHER_MS);
  }

  /** What follows from somebody's own key or click is not kept waiting. */
  answer(kind: string, words: string): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.say(kind, words);
  }

  #next(): void {
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    this.#place.textContent = [...this.#waiting.values()].join(' ');
    this.#waiting.clear();
    this.#timer = window.setTimeout(() => this.#next(), QUIET_MS);
  }
}
