import {
  type ConsoleCard,
  consoleLists,
  LISTS,
  type ListName,
  ROWS,
  rowOf,
} from '../../../server/dialogues/console/live-model/cards.ts';
import cardView from '../../../views/dialogues/console/_console-card.hbs';
import footView from '../../../views/dialogues/console/_console-list-foot.hbs';
import headView from '../../../views/dialogues/console/_console-list-head.hbs';
import { elementOf, swap } from '../../swap.ts';
import { part } from '../parts.ts';
import type { ConsoleView } from './console-view.ts';

/** Votes change the order many times a second: so often it is looked at. */
const LOOK_AT_ORDER_MS = 500;

/**
 * The lists of the console, of which the first rows are drawn and more when they are asked for. What the moderator is at
 * stays where it is; new rows come at the end.
 */
export class ConsoleLists {
  readonly #root: HTMLElement;
  readonly #view: ConsoleView;
  /** Ids of a list in the order in which they stand. */
  readonly #order: Record<ListName, string[]> = { screen: [], queue: [], done: [] };
  readonly #at = new Map<string, ListName>();
  readonly #most: Record<ListName, number> = { screen: ROWS, queue: ROWS, done: ROWS };
  #moved = false;
  #looking: number | undefined;

  constructor(root: HTMLElement, view: ConsoleView) {
    this.#root = root;
    this.#view = view;
    root.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLElement>('[data-part=resort], [data-more]');
      if (!link || !view.known) return;
      event.preventDefault();
      if (link.dataset['more']) this.#more(link.dataset['more'] as ListName);
      else this.#resort();
    });
    // Whoever scrolls on gets more without asking.
    for (const pane of root.querySelectorAll<HTMLElement>('[data-pane]'))
      pane.addEventListener('scroll', () => this.#scrolled(pane), { passive: true });
  }

  /** Rows that are drawn. */
  get cards(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.console-card')];
  }

  /** All that are wanted, in the order in which they stand. */
  get ids(): string[] {
    return LISTS.flatMap((name) => this.#wanted(name));
  }

  card(id: string | undefined): HTMLElement | null {
    return document.getElementById(`c-${id}`);
  }

  /** Everything is new, or something else is looked for. */
  reset(): void {
    const lists = consoleLists([...this.#view.cards.values()], this.#view.session);
    this.#at.clear();
    for (const name of LISTS) {
      this.#order[name] = lists[name].map(({ id }) => id);
      this.#most[name] = ROWS;
      for (const id of this.#order[name]) this.#at.set(id, name);
    }
    this.#moved = false;
    for (const name of LISTS) this.#fill(name, true);
  }

  /** Something else is looked for: what stands in a list stays in its order. */
  refind(): void {
    for (const name of LISTS) this.#most[name] = ROWS;
    for (const name of LISTS) this.#fill(name, true);
  }

  /** Draws rows, each in the list where it belongs. */
  redraw(ids: Iterable<string | null | undefined>): void {
    const changed = new Set<ListName>();
    for (const id of ids) if (id) for (const name of this.#place(id)) changed.add(name);
    for (const name of changed) this.#fill(name);
    this.#lookAtOrderSoon();
  }

  /** Only as it is marked: its list is the same. */
  redrawRow(id: string | undefined): void {
    const card = this.#view.cards.get(id ?? '');
    const shown = this.card(id);
    if (card && shown) swap(shown, this.#markup(card));
  }

  /** The neighbour in the same list: where one goes on when this one is done. */
  after(id: string | undefined): string | undefined {
    const name = this.#at.get(id ?? '');
    if (!name) return undefined;
    const rows = this.#wanted(name).filter((each) => each === id || !this.#view.screened.has(each));
    const at = rows.indexOf(id!);
    const free = rows.slice(at + 1).find((each) => !this.#view.isTaken(each));
    return free ?? rows[at + 1] ?? rows[at - 1];
  }

  /** Draws so many rows that this one is among them. */
  bring(id: string): HTMLElement | null {
    const name = this.#at.get(id);
    if (!this.card(id) && name) {
      const at = this.#wanted(name).indexOf(id);
      if (at >= 0) {
        this.#most[name] = at + ROWS;
        this.#fill(name);
      }
    }
    return this.card(id);
  }

  /** @returns lists that have other rows now */
  #place(id: string): ListName[] {
    const card = this.#view.cards.get(id);
    const before = this.#at.get(id);
    const shown = this.card(id);
    if (card && card.list === before) {
      if (shown && this.#view.isWanted(card)) swap(shown, this.#markup(card));
      return shown && this.#view.isWanted(card) ? [] : [before];
    }
    if (before) this.#order[before] = this.#order[before].filter((each) => each !== id);
    this.#at.delete(id);
    if (!card) {
      shown?.remove();
      return before ? [before] : [];
    }
    this.#at.set(id, card.list);
    if (card.list === 'done') this.#order.done.unshift(id);
    else this.#order[card.list].push(id);
    // It is the same element in its new place: with the focus, if it has it.
    if (shown) swap(shown, this.#markup(card));
    return before ? [before, card.list] : [card.list];
  }

  #wanted(name: ListName): string[] {
    const { find, only } = this.#view.wanted;
    if (!find && !only) return this.#order[name];
    return this.#order[name].filter((id) => this.#view.isWanted(this.#view.cards.get(id)!));
  }

  /** The rows that are to be seen, and none else. @param anew they may look otherwise */
  #fill(name: ListName, anew = false): void {
    const list = this.#root.querySelector<HTMLElement>(`[data-list="${name}"]`)!;
    const wanted = this.#wanted(name);
    const ids = wanted.slice(0, this.#most[name]);
    const known = new Set(ids);
    for (const row of [...list.children] as HTMLElement[])
      if (!known.has(row.dataset['question']!)) row.remove();
    let next = list.firstElementChild;
    for (const id of ids) {
      const shown = this.card(id);
      if (shown && anew) swap(shown, this.#markup(this.#view.cards.get(id)!));
      const row = shown ?? elementOf(this.#markup(this.#view.cards.get(id)!));
      if (row === next) next = next.nextElementSibling;
      else list.insertBefore(row, next);
    }
    const left = wanted.length - ids.length;
    const model = { name, count: this.#order[name].length, found: wanted.length, left };
    const { draw } = this.#view.drawing;
    swap(
      part(this.#root, `${name}-head`)!,
      draw(headView, { ...model, session: this.#view.session, moved: name === 'queue' && this.#moved }),
    );
    swap(part(this.#root, `${name}-foot`)!, draw(footView, { ...model, more: `#${name}` }));
  }

  #markup(card: ConsoleCard): string {
    const { state, ground, selected, drawing, looks } = this.#view;
    return drawing.draw(cardView, { ...rowOf(card, state, ground, looks), selected: { id: selected } });
  }

  #more(name: ListName): void {
    this.#most[name] += ROWS;
    this.#fill(name);
  }

  #scrolled(pane: HTMLElement): void {
    if (!this.#view.known || pane.scrollTop + 2 * pane.clientHeight < pane.scrollHeight) return;
    const foot = [...pane.querySelectorAll<HTMLElement>('[data-more]')].find(
      (each) => each.getBoundingClientRect().top < 2 * window.innerHeight,
    );
    if (foot) this.#more(foot.dataset['more'] as ListName);
  }

  get #sorted(): string[] {
    const waiting = this.#order.queue.map((id) => this.#view.cards.get(id)!);
    return consoleLists(waiting, this.#view.session).queue.map(({ id }) => id);
  }

  #resort(): void {
    this.#order.queue = this.#sorted;
    this.#moved = false;
    this.#fill('queue');
  }

  #lookAtOrderSoon(): void {
    this.#looking ??= window.setTimeout(() => {
      this.#looking = undefined;
      const before = this.#moved;
      this.#moved = this.#sorted.some((id, at) => id !== this.#order.queue[at]);
      if (this.#moved !== before) this.#fill('queue');
    }, LOOK_AT_ORDER_MS);
  }
}
