import { words } from '../words.ts';

/** One sentence about the line; it says too when all that was missed has come. */
export class LineState {
  readonly #place: HTMLElement | null;
  #wasDown = false;

  constructor(root: ParentNode) {
    this.#place = root.querySelector<HTMLElement>('[data-line-state]');
  }

  show(state: 'up' | 'down' | 'closed'): void {
    const key = state === 'up' && this.#wasDown ? 'caught-up' : state;
    this.#wasDown ||= state === 'down';
    if (!this.#place) return;
    this.#place.dataset['state'] = state;
    this.#place.textContent = words(`line.${key}`);
  }
}
