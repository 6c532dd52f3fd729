import type { QuestionView, State } from '../../../server/dialogues/streams/protocol.ts';
import { inOrder, type QueueOrder } from '../../../server/dialogues/streams/protocol.ts';
import { fillCard, fillVotes, newCard, part, put, rankOf } from '../cards.ts';
import { words } from '../words.ts';

/**
 * The lists of questions. Cards change in place at once; whatever would move one (a new question, a new order, an answer
 * that takes it out of the queue) waits until the reader asks for it.
 */
export class Queue {
  readonly #root: HTMLElement;
  readonly #section: HTMLElement;
  readonly #list: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #cards = new Map<string, HTMLElement>();
  /** Approved while the page was open, and not shown yet. */
  readonly #fresh = new Map<string, HTMLElement>();
  /** The reader's own choice; until there is one, the moderator's order counts. */
  #chosen = false;
  #offering = false;
  readonly #dress: (card: HTMLElement) => void;

  /** @param dress puts into a new card what is the reader's own */
  constructor(root: HTMLElement, dress: (card: HTMLElement) => void) {
    this.#root = root;
    this.#dress = dress;
    this.#section = root.querySelector<HTMLElement>('[data-queue]')!;
    this.#list = part(this.#section, 'queue')!;
    this.#button = part(this.#section, 'fresh') as HTMLButtonElement;
    for (const card of root.querySelectorAll<HTMLElement>('[data-question]'))
      this.#cards.set(card.dataset['question']!, card);
    this.#chosen = new URLSearchParams(location.search).has('order');
    this.#button.addEventListener('click', () => this.arrange());
    this.#section
      .querySelector('.orders')
      ?.addEventListener('click', (event) => this.#choose(event as MouseEvent));
  }

  get cards(): Iterable<HTMLElement> {
    return this.#cards.values();
  }

  /** Also those that are not shown yet. */
  get allCards(): HTMLElement[] {
    return [...this.#cards.values(), ...this.#fresh.values()];
  }

  get freshCount(): number {
    return this.#fresh.size;
  }

  cardOf(id: string): HTMLElement | undefined {
    return this.#cards.get(id) ?? this.#fresh.get(id);
  }

  /** @param value undefined: it is no longer for everybody */
  setQuestion(id: string, value: QuestionView | undefined, votes: number): void {
    const card = this.cardOf(id);
    if (!value) {
      this.#fresh.delete(id);
      this.#cards.delete(id);
      card?.remove();
    } else if (card) fillCard(card, value);
    else {
      const fresh = newCard(value, votes);
      this.#dress(fresh);
      this.#fresh.set(id, fresh);
    }
    this.#offerSoon();
  }

  setVotes(id: string, votes: number): void {
    const card = this.cardOf(id);
    if (!card) return;
    fillVotes(card, votes);
    this.#offerSoon();
  }

  /** After a long break: everything in the state, and nothing else. */
  setAll(state: State): void {
    for (const id of [...this.#cards.keys(), ...this.#fresh.keys()])
      if (!state[`question:${id}`]) this.setQuestion(id, undefined, 0);
    for (const [key, value] of Object.entries(state)) {
      if (!key.startsWith('question:')) continue;
      const id = key.slice('question:'.length);
      const votes = Number(state[`votes:${id}`] ?? 0);
      this.setQuestion(id, value as QuestionView, votes);
      this.setVotes(id, votes);
    }
  }

  /** The moderator's order: it counts for those who have not chosen one. */
  setOrder(order: QueueOrder): void {
    if (this.#chosen || this.#order === order) return;
    this.#mark(order);
    this.#offerSoon();
  }

  /** Puts every card where it belongs: only on demand. */
  arrange(): void {
    for (const [id, card] of this.#fresh) this.#cards.set(id, card);
    this.#fresh.clear();
    const all = [...this.#cards.values()];
    this.#list.append(...this.#sorted(all.filter((card) => card.dataset['status'] === 'approved')));
    for (const section of this.#root.querySelectorAll<HTMLElement>('[data-dealt]')) {
      const dealt = all.filter((card) => card.dataset['status'] === section.dataset['dealt']);
      part(section, 'dealt')?.append(...dealt);
      put(section, 'dealt-count', String(dealt.length));
      section.hidden = dealt.length === 0;
    }
    this.#offerSoon();
  }

  get #order(): QueueOrder {
    return this.#section.dataset['order'] as QueueOrder;
  }

  #choose(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>('a[data-order]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#chosen = true;
    this.#mark(link.dataset['order'] as QueueOrder);
    history.replaceState(null, '', link.getAttribute('href'));
    this.arrange();
  }

  #mark(order: QueueOrder): void {
    this.#section.dataset['order'] = order;
    for (const link of this.#section.querySelectorAll<HTMLElement>('a[data-order]'))
      if (link.dataset['order'] === order) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
  }

  #sorted(cards: HTMLElement[]): HTMLElement[] {
    return inOrder(cards.map(rankOf), this.#order).map(({ card }) => card);
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
    const waiting = [...this.#list.children] as HTMLElement[];
    const right = this.#sorted(waiting.filter((card) => card.dataset['status'] === 'approved'));
    const moved = right.length !== waiting.length || right.some((card, at) => card !== waiting[at]);
    const fresh = this.#fresh.size;
    this.#button.textContent = fresh > 0 ? words('fresh', { n: fresh }) : words('reordered');
    this.#button.hidden = fresh === 0 && !moved;
    put(this.#section, 'queue-count', String(right.length));
    part(this.#section, 'queue-empty')!.hidden = waiting.length > 0 || fresh > 0;
  }
}
