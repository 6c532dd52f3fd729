import { type Card, listsOf, ordersOf, queueRows, ROWS } from '../../../server/dialogues/room/live-model.ts';
import { inOrder, type QueueOrder } from '../../../server/dialogues/streams/protocol.ts';
import dealtView from '../../../views/dialogues/room/_dealt.hbs';
import questionView from '../../../views/dialogues/room/_question.hbs';
import queueView from '../../../views/dialogues/room/_queue.hbs';
import headView from '../../../views/dialogues/room/_queue-head.hbs';
import { part } from '../parts.ts';
import type { RoomView } from './room-view.ts';

/**
 * The lists of questions, of which the first rows are drawn. Cards change in place at once; whatever would move one (a new
 * question, a new order, an answer that takes it out of the queue) waits until the reader asks for it.
 */
export class Queue {
  readonly #root: HTMLElement;
  readonly #view: RoomView;
  readonly #section: HTMLElement;
  /** The reader's own choice; until there is one, the moderator's order counts. */
  #chosen: QueueOrder | undefined;
  /** Ids in the order in which they stand. */
  #standing: string[];
  /** Ids of all questions that have their place in one of the lists. */
  #placed: Set<string>;
  #most: number;
  readonly #all: string | undefined;
  #offering = false;
  /** Left the page because they left the queue. One that is back, separated and approved anew, is drawn when it is asked for. */
  readonly #left = new Set<string>();

  constructor(root: HTMLElement, view: RoomView) {
    this.#root = root;
    this.#view = view;
    this.#section = part(root, 'queue')!;
    const asked = new URLSearchParams(location.search);
    this.#chosen = (asked.get('order') as QueueOrder | null) || undefined;
    this.#all = asked.get('all') ?? undefined;
    const { cards } = view;
    this.#placed = new Set(cards.map(({ id }) => id));
    this.#standing = listsOf(cards, view.session, { order: this.#chosen }).queue.map(({ id }) => id);
    const shown = [...this.#section.querySelectorAll<HTMLElement>('.question-card')];
    const last = this.#standing.indexOf(shown.at(-1)?.dataset['question'] ?? '');
    this.#most = Math.max(ROWS, last + 1);
    this.#listen();
  }

  get shown(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.question-card')];
  }

  /** Approved while the page was open, and not shown yet. */
  get freshCount(): number {
    return this.#view.cards.filter(({ id }) => !this.#placed.has(id)).length;
  }

  /** A card where it stands. */
  redraw(id: string): void {
    const shown = elementOf(id);
    if (!this.#view.fold.state[`question:${id}`]) {
      if (shown) this.#left.add(id);
      shown?.remove();
    } else if (shown)
      this.#view.swap(shown, this.#view.drawing.draw(questionView, { q: this.#view.card(id) }));
    this.#offerSoon();
  }

  redrawAll(): void {
    for (const { dataset } of this.shown) this.redraw(dataset['question']!);
    this.#offerSoon();
  }

  #listen(): void {
    this.#root.addEventListener('click', (event) => {
      const { target } = event;
      const link = (target as Element).closest<HTMLAnchorElement>(
        'a[data-order], [data-part=fresh], [data-part=queue-more], a[href*="#q-"]',
      );
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link.hash?.startsWith('#q-')) return this.#bring(link.hash.slice('#q-'.length), event);
      event.preventDefault();
      const { order } = link.dataset;
      if (order) {
        this.#chosen = order as QueueOrder;
        history.replaceState(null, '', link.getAttribute('href'));
      }
      if (link.dataset['part'] === 'queue-more') {
        this.#most += ROWS;
        this.#draw();
      } else this.#arrange();
    });
    this.#section.addEventListener('input', () => {
      this.#most = ROWS;
      this.#draw();
    });
    this.#section.addEventListener('submit', (event) => {
      if ((event.target as Element).matches('[data-queue-find]')) event.preventDefault();
    });
  }

  /** A link to a question of this page: draws as many rows as it takes. */
  #bring(id: string, event: Event): void {
    const at = this.#standing.indexOf(id);
    if (!elementOf(id) && at >= 0 && !this.#find) {
      this.#most = at + ROWS;
      this.#draw();
    }
    const shown = elementOf(id);
    if (!shown) return;
    event.preventDefault();
    shown.scrollIntoView({ block: 'center', behavior: 'instant' });
    history.replaceState(null, '', `#q-${id}`);
  }

  get #find(): string | undefined {
    const field = this.#section.querySelector<HTMLInputElement>('#queue-find');
    return field?.value.trim() || undefined;
  }

  get #order(): QueueOrder {
    return this.#chosen ?? this.#view.session.order;
  }

  /** Puts every card where it belongs: only on demand. */
  #arrange(): void {
    const { cards, session, model, drawing } = this.#view;
    const lists = listsOf(cards, session, { order: this.#order, all: this.#all });
    this.#standing = lists.queue.map(({ id }) => id);
    this.#placed = new Set(cards.map(({ id }) => id));
    this.#draw();
    for (const each of lists.dealt)
      this.#view.swap(
        this.#root.querySelector(`[data-dealt="${each.id}"]`),
        drawing.draw(dealtView, { ...model, ...each }),
      );
  }

  /** The queue in the order in which it stands. */
  #draw(): void {
    this.#left.clear();
    const model = { ...this.#view.model, ...this.#queue, ...this.#offered };
    this.#view.swap(this.#section, this.#view.drawing.draw(queueView, model));
  }

  get #queue() {
    const known = new Set(Object.keys(this.#view.fold.state));
    const standing = this.#standing.filter((id) => known.has(`question:${id}`));
    const cards = standing.map((id) => this.#view.card(id));
    const queue = queueRows(cards, { find: this.#find }, this.#most);
    return { queue, orders: ordersOf(this.#order), order: this.#chosen };
  }

  /** Once for all that changes together: a snapshot brings hundreds. */
  #offerSoon(): void {
    if (this.#offering) return;
    this.#offering = true;
    queueMicrotask(() => {
      this.#offering = false;
      const model = { ...this.#view.model, ...this.#queue, ...this.#offered };
      this.#view.swap(part(this.#section, 'queue-head'), this.#view.drawing.draw(headView, model));
    });
  }

  /** Whether there is something to be shown, or another order would be right. */
  get #offered() {
    const placed = new Set(this.#standing);
    const inQueue = (card: Card) => card.status === 'approved' && placed.has(card.id);
    const queue = inOrder(this.#view.cards.filter(inQueue), this.#order);
    const standing = this.#standing.filter((id) => this.#view.fold.state[`question:${id}`]);
    return {
      fresh: this.freshCount,
      reordered:
        queue.length !== standing.length ||
        queue.some(({ id }, at) => id !== standing[at] || this.#left.has(id)),
    };
  }
}

const elementOf = (id: string): HTMLElement | null => document.getElementById(`q-${id}`);
