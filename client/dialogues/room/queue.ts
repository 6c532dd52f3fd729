import { type Card, listsOf, ordersOf, sorted } from '../../../server/dialogues/room/live-model.ts';
import type { QueueOrder } from '../../../server/dialogues/streams/protocol.ts';
import dealtView from '../../../views/dialogues/room/_dealt.hbs';
import questionView from '../../../views/dialogues/room/_question.hbs';
import queueView from '../../../views/dialogues/room/_queue.hbs';
import headView from '../../../views/dialogues/room/_queue-head.hbs';
import { part } from '../parts.ts';
import type { RoomView } from './room-view.ts';

/**
 * The lists of questions. Cards change in place at once; whatever would move one (a new question, a new order, an answer
 * that takes it out of the queue) waits until the reader asks for it.
 */
export class Queue {
  readonly #root: HTMLElement;
  readonly #view: RoomView;
  readonly #section: HTMLElement;
  /** The reader's own choice; until there is one, the moderator's order counts. */
  #chosen: QueueOrder | undefined;
  #offering = false;

  constructor(root: HTMLElement, view: RoomView) {
    this.#root = root;
    this.#view = view;
    this.#section = part(root, 'queue')!;
    this.#chosen = (new URLSearchParams(location.search).get('order') as QueueOrder | null) || undefined;
    this.#section.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLElement>('a[data-order], [data-part=fresh]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.dataset['order']) {
        this.#chosen = link.dataset['order'] as QueueOrder;
        history.replaceState(null, '', link.getAttribute('href'));
      }
      this.#arrange();
    });
  }

  get shown(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.question-card')];
  }

  /** Approved while the page was open, and not shown yet. */
  get freshCount(): number {
    return this.#view.cards.filter(({ id }) => !elementOf(id)).length;
  }

  /** A card where it stands. */
  redraw(id: string): void {
    const shown = elementOf(id);
    if (!this.#view.fold.state[`question:${id}`]) shown?.remove();
    else if (shown) this.#view.swap(shown, this.#view.drawing.draw(questionView, { q: this.#view.card(id) }));
    this.#offerSoon();
  }

  redrawAll(): void {
    for (const { dataset } of this.shown) this.redraw(dataset['question']!);
    this.#offerSoon();
  }

  get #order(): QueueOrder {
    return this.#chosen ?? this.#view.session.order;
  }

  /** Puts every card where it belongs: only on demand. */
  #arrange(): void {
    const lists = listsOf(this.#view.cards, this.#view.session, this.#order);
    const model = { ...this.#view.model, ...lists };
    const { draw } = this.#view.drawing;
    this.#view.swap(this.#section, draw(queueView, model));
    for (const each of lists.dealt)
      this.#view.swap(
        this.#root.querySelector(`[data-dealt="${each.id}"]`),
        draw(dealtView, { ...model, ...each }),
      );
  }

  /** Once for all that changes together: a snapshot brings hundreds. */
  #offerSoon(): void {
    if (this.#offering) return;
    this.#offering = true;
    queueMicrotask(() => {
      this.#offering = false;
      this.#offer();
    });
  }

  /** Says that there is something to be shown, or that another order would be right. */
  #offer(): void {
    const cards = this.#view.cards;
    const waiting = [...this.#section.querySelectorAll<HTMLElement>('.question-card')];
    const ids = waiting.map(({ dataset }) => dataset['question']!);
    const inList = (card: Card) => card.status === 'approved' && ids.includes(card.id);
    const queue = sorted(cards.filter(inList), this.#order);
    const model = {
      ...{ session: this.#view.session, queue, orders: ordersOf(this.#order), fresh: this.freshCount },
      reordered: queue.length !== ids.length || queue.some(({ id }, at) => id !== ids[at]),
    };
    this.#view.swap(part(this.#section, 'queue-head'), this.#view.drawing.draw(headView, model));
  }
}

const elementOf = (id: string): HTMLElement | null => document.getElementById(`q-${id}`);
