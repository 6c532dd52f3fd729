import {
  consoleCard,
  consoleCards,
  consoleLists,
  type ListName,
  rowOf,
} from '../../../server/dialogues/console/live-model.ts';
import { sessionOf } from '../../../server/dialogues/room/live-model.ts';
import cardView from '../../../views/dialogues/console/_console-card.hbs';
import headView from '../../../views/dialogues/console/_console-list-head.hbs';
import { elementOf, swap } from '../../swap.ts';
import { part } from '../parts.ts';
import type { ConsoleView } from './console-view.ts';

const NAMES: ListName[] = ['screen', 'queue', 'done'];

/** The three lists of the console. What the moderator is at stays where it is; new rows come at the end. */
export class ConsoleLists {
  readonly #root: HTMLElement;
  readonly #view: ConsoleView;
  #counting = false;

  constructor(root: HTMLElement, view: ConsoleView) {
    this.#root = root;
    this.#view = view;
    root.addEventListener('click', (event) => {
      if ((event.target as Element).closest('[data-part=resort]')) this.#resort();
    });
  }

  /** In the order in which they stand on the page. */
  get cards(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.console-card')];
  }

  get ids(): string[] {
    return this.cards.map((card) => card.dataset['question']!);
  }

  card(id: string | undefined): HTMLElement | null {
    return document.getElementById(`c-${id}`);
  }

  /** Draws a row, in the list where it belongs. */
  redraw(id: string | undefined): void {
    const shown = this.card(id);
    const inner = this.#view.question(id);
    if (!inner) shown?.remove();
    else {
      const { state, ground, selected } = this.#view;
      const card = consoleCard(inner, state, ground);
      const model = { ...rowOf(card, state, ground), selected: { id: selected } };
      const markup = this.#view.drawing.draw(cardView, model);
      if (shown) swap(shown, markup);
      const row = shown ?? elementOf(markup);
      const list = this.#list(card.list);
      if (row.parentElement !== list) list.append(row);
    }
    this.#countSoon();
  }

  /** The neighbour in the same list: where one goes on when this one is done. */
  after(id: string | undefined): string | undefined {
    const card = this.card(id);
    const next = (card?.nextElementSibling ?? card?.previousElementSibling) as HTMLElement | null | undefined;
    return next?.dataset['question'];
  }

  #list(name: ListName): HTMLElement {
    return this.#root.querySelector<HTMLElement>(`[data-list="${name}"]`)!;
  }

  get #sorted(): HTMLElement[] {
    const { state, ground } = this.#view;
    const { queue } = consoleLists(consoleCards(state, ground), sessionOf(state));
    return queue.flatMap(({ id }) => this.card(id) ?? []);
  }

  #resort(): void {
    this.#list('queue').append(...this.#sorted);
    this.#countSoon();
  }

  /** Once for all that changes together. */
  #countSoon(): void {
    if (this.#counting) return;
    this.#counting = true;
    queueMicrotask(() => {
      this.#counting = false;
      for (const name of NAMES) {
        const rows = [...this.#list(name).children];
        const moved = name === 'queue' && this.#sorted.some((card, at) => card !== rows[at]);
        const markup = this.#view.drawing.draw(headView, { name, count: rows.length, moved });
        swap(part(this.#root, `${name}-head`)!, markup);
      }
    });
  }
}
