import type { Say } from '../../drawing.ts';

/** One sentence about the line; it says too when all that was missed has come. */
export class LineState {
  readonly #place: HTMLElement | null;
  readonly #say: Say;
  #wasDown = false;

  constructor(root: ParentNode, say: Say) {
    this.#say = say;
    this.#place = root.querySelector<HTMLElement>('[data-line-state]');
  }

  show(state: 'up' | 'down' | 'closed'): void {
    const key = state === 'up' && this.#wasDown ? 'caught-up' : state;
    this.#wasDown ||= state === 'down';
    if (!this.#place) return;
    this.#place.dataset['state'] = state;
    this.#place.textContent = this.#say(`dialogues.live.${key}`);
  }
}
