import {
  type ConsoleCard,
  consoleLists,
  LISTS,
  type ListName,
  ROWS,
  rowOf,
} from '../../../server/dialogues/console/live-model/cards.ts';
import { RANKS } from '../../../server/dialogues/streams/protocol.ts';
import cardView from '../../../views/dialogues/console/_console-card.hbs';
import footView from '../../../views/dialogues/console/_console-list-foot.hbs';
import headView from '../../../views/dialogues/console/_console-list-head.hbs';
import { elementOf } from '../../markup.ts';
import { swap } from '../../swap.ts';
import { part } from '../parts.ts';
import type { ConsoleView } from './console-view.ts';

/** Votes change the order many times a second: so often it is looked at. */
const LOOK_AT_ORDER_MS = 500;

/** So long a frame may draw rows; what is left is drawn in the next ones. */
const FRAME_MS = 2;

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
  /** Ids of rows that may look otherwise, those first that were told of last. */
  #stale = new Set<string>();
  /** Lists that may hold other rows. */
  readonly #unfilled = new Set<ListName>();
  readonly #later: () => void;
  /** Panes, and the page, that do not stand at their beginning. */
  readonly #down = new Set<EventTarget>();
  /** Where one goes on from the question that was looked at when somebody else moved it to another list. */
  #goOn: { from: string; next: string | undefined } | undefined;
  #moved = false;
  #looking: number | undefined;

  /** @param later brings `draw` with the next frame */
  constructor(root: HTMLElement, view: ConsoleView, later: () => void) {
    this.#root = root;
    this.#view = view;
    this.#later = later;
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
    const isDown = ({ scrollTop }: Element, of: EventTarget) =>
      scrollTop > 0 ? this.#down.add(of) : this.#down.delete(of);
    document.addEventListener(
      'scroll',
      ({ target }) => isDown(target === document ? document.scrollingElement! : (target as Element), target!),
      { passive: true, capture: true },
    );
    // A page that is loaded anew may stand where it stood.
    for (const pane of root.querySelectorAll('[data-pane]')) isDown(pane, pane);
    isDown(document.scrollingElement!, document);
  }

  /** Rows that are drawn. */
  get cards(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.console-card')];
  }

  /** Rows that a change above them would move: nothing does where a list stands at its beginning, and nothing is measured. */
  get movable(): HTMLElement[] {
    const of = this.#down.has(document) ? [this.#root] : [...this.#down];
    return of.flatMap((pane) => [...(pane as Element).querySelectorAll<HTMLElement>('.console-card')]);
  }

  /** Rows that a change outside of the lists would move: those of a page that scrolls as a whole. */
  get movableByPage(): HTMLElement[] {
    return this.#down.has(document) ? this.cards : [];
  }

  get isDue(): boolean {
    return this.#stale.size > 0 || this.#unfilled.size > 0;
  }

  /** All that are wanted, in the order in which they stand. */
  get ids(): string[] {
    return LISTS.flatMap((name) => this.#wanted(name));
  }

  card(id: string | undefined): HTMLElement | null {
    return document.getElementById(`c-${id}`);
  }

  /** Everything is new. */
  reset(): void {
    const lists = consoleLists([...this.#view.cards.values()], this.#view.session);
    const { selected = '' } = this.#view;
    const [before, next] = [this.#at.get(selected), this.after(selected)];
    this.#at.clear();
    for (const name of LISTS) {
      this.#order[name] = lists[name].map(({ id }) => id);
      for (const id of this.#order[name]) this.#at.set(id, name);
    }
    if (before && this.#at.get(selected) !== before) this.#noteGoOn(selected, next);
    this.#moved = false;
    this.#stale = new Set(this.cards.map((row) => row.dataset['question']!));
    this.refind();
  }

  /** Something else is looked for: what stands in a list stays in its order. */
  refind(): void {
    for (const name of LISTS) {
      this.#most[name] = ROWS;
      this.#unfilled.add(name);
    }
    this.#later();
  }

  /** Questions have changed: each stands in the list where it belongs. */
  redraw(ids: Iterable<string | null | undefined>): void {
    const changed = [...ids].flatMap((id) => id ?? []);
    for (const id of changed) for (const name of this.#place(id)) this.#unfilled.add(name);
    this.redrawRows(changed);
    this.#lookAtOrderSoon();
  }

  /** They look otherwise: their lists are the same. */
  redrawRows(ids: readonly string[]): void {
    this.#stale = new Set([...ids, ...this.#stale]);
    this.#later();
  }

  /** Draws of what has changed as much as one frame has time for: rows that look otherwise, or one list. */
  draw(): void {
    const until = performance.now() + FRAME_MS;
    let drawn = false;
    for (const id of this.#stale) {
      this.#stale.delete(id);
      const card = this.#view.cards.get(id);
      const shown = this.card(id);
      if (!card || !shown) continue;
      swap(shown, this.#markup(card));
      drawn = true;
      if (performance.now() > until) break;
    }
    const [name] = this.#unfilled;
    if (!drawn && name && this.#fill(name, until)) this.#unfilled.delete(name);
  }

  /** Which row is looked at. */
  mark(before: string | undefined, now: string): void {
    if (before !== now) this.#goOn = undefined;
    this.card(before)?.removeAttribute('aria-current');
    this.card(now)?.setAttribute('aria-current', 'true');
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

  /** The row that stood behind this one before somebody else moved it away. */
  behind(id: string | undefined): string | undefined {
    if (!this.#goOn || this.#goOn.from !== id || !this.#goOn.next) return undefined;
    return this.#at.has(this.#goOn.next) ? this.#goOn.next : undefined;
  }

  /** Draws so many rows that this one is among them. */
  bring(id: string): HTMLElement | null {
    const name = this.#at.get(id);
    if (!this.card(id) && name) {
      const at = this.#wanted(name).indexOf(id);
      if (at >= 0) {
        this.#most[name] = at + 1;
        this.#fill(name, Number.POSITIVE_INFINITY);
        // Those behind it come with the next frames.
        this.#most[name] = at + ROWS;
        this.#refill(name);
      }
    }
    return this.card(id);
  }

  /** @returns lists that have other rows now */
  #place(id: string): ListName[] {
    const card = this.#view.cards.get(id);
    const before = this.#at.get(id);
    if (card && card.list === before) return this.card(id) && this.#view.isWanted(card) ? [] : [before];
    if (before && id === this.#view.selected) this.#noteGoOn(id, this.after(id));
    if (before) this.#order[before] = this.#order[before].filter((each) => each !== id);
    this.#at.delete(id);
    if (!card) return before ? [before] : [];
    this.#at.set(id, card.list);
    if (card.list === 'done') this.#order.done.unshift(id);
    else this.#order[card.list].push(id);
    return before ? [before, card.list] : [card.list];
  }

  /** From the list where it was selected: it may move on through others. */
  #noteGoOn(from: string, next: string | undefined): void {
    if (this.#goOn?.from !== from) this.#goOn = { from, next };
  }

  #wanted(name: ListName): string[] {
    const { find, only } = this.#view.wanted;
    if (!find && !only) return this.#order[name];
    return this.#order[name].filter((id) => {
      const card = this.#view.cards.get(id);
      return card !== undefined && this.#view.isWanted(card);
    });
  }

  /**
   * The rows that are to be seen, and none else; what stands around them once they are as they were.
   * @returns false when there is more to do
   */
  #fill(name: ListName, until: number): boolean {
    const list = this.#root.querySelector<HTMLElement>(`[data-list="${name}"]`)!;
    const wanted = this.#wanted(name);
    const ids = wanted.slice(0, this.#most[name]);
    const known = new Set(ids);
    list.classList.toggle('is-long', ids.length > ROWS);
    let changed = false;
    // One that is to stand in another list is moved there: the same element, with the focus if it has it.
    for (const row of [...list.children] as HTMLElement[]) {
      if (known.has(row.dataset['question']!) || this.#moves(row, name)) continue;
      row.remove();
      changed = true;
    }
    let next = list.firstElementChild;
    let whole = true;
    for (const id of ids) {
      // Whoever is on the way to another list moves no row behind it.
      while (next && !known.has((next as HTMLElement).dataset['question']!)) next = next.nextElementSibling;
      const shown = this.card(id);
      // One more in each frame, however slow it is.
      whole = shown !== null || !changed || performance.now() < until;
      if (!whole) break;
      const row = shown ?? elementOf(this.#markup(this.#view.cards.get(id)!));
      if (row === next) next = next.nextElementSibling;
      else {
        place(row, list, next);
        changed = true;
      }
    }
    if (changed) return false;
    const left = wanted.length - ids.length;
    const model = { name, count: this.#order[name].length, found: wanted.length, left };
    const { draw } = this.#view.drawing;
    swap(
      part(this.#root, `${name}-head`)!,
      draw(headView, { ...model, session: this.#view.session, moved: name === 'queue' && this.#moved }),
    );
    swap(part(this.#root, `${name}-foot`)!, draw(footView, { ...model, more: `#${name}` }));
    return whole;
  }

  #moves(row: HTMLElement, from: ListName): boolean {
    const id = row.dataset['question']!;
    const to = this.#at.get(id);
    if (!to || to === from || !this.#unfilled.has(to)) return false;
    const at = this.#wanted(to).indexOf(id);
    return at >= 0 && at < this.#most[to];
  }

  #markup(card: ConsoleCard): string {
    const { state, ground, selected, drawing, looks } = this.#view;
    return drawing.draw(cardView, { ...rowOf(card, state, ground, looks), selected: { id: selected } });
  }

  #more(name: ListName): void {
    this.#most[name] += ROWS;
    this.#refill(name);
  }

  #scrolled(pane: HTMLElement): void {
    if (!this.#view.known || pane.scrollTop + 2 * pane.clientHeight < pane.scrollHeight) return;
    const foot = [...pane.querySelectorAll<HTMLElement>('[data-more]')].find(
      (each) => each.getBoundingClientRect().top < 2 * window.innerHeight,
    );
    if (foot) this.#more(foot.dataset['more'] as ListName);
  }

  #refill(name: ListName): void {
    this.#unfilled.add(name);
    this.#later();
  }

  #resort(): void {
    const waiting = this.#order.queue.map((id) => this.#view.cards.get(id)!);
    this.#order.queue = consoleLists(waiting, this.#view.session).queue.map(({ id }) => id);
    this.#moved = false;
    this.#refill('queue');
  }

  get #isMoved(): boolean {
    const { cards, session } = this.#view;
    const rank = RANKS[session.order];
    const { queue } = this.#order;
    return queue.some((id, at) => at > 0 && rank(cards.get(queue[at - 1]!)!, cards.get(id)!) > 0);
  }

  #lookAtOrderSoon(): void {
    this.#looking ??= window.setTimeout(() => {
      this.#looking = undefined;
      const before = this.#moved;
      this.#moved = this.#isMoved;
      if (this.#moved !== before) this.#refill('queue');
    }, LOOK_AT_ORDER_MS);
  }
}

/** A row that is moved takes the focus along. */
function place(row: HTMLElement, list: HTMLElement, next: Element | null): void {
  const focused = row.contains(document.activeElement) ? (document.activeElement as HTMLElement) : undefined;
  list.insertBefore(row, next);
  focused?.focus({ preventScroll: true });
}
