import type { InnerQuestionView } from '../../../server/dialogues/streams/protocol.ts';
import { inOrder, type QueueOrder } from '../../../server/dialogues/streams/protocol.ts';
import { fillConsoleCard, type ListName, listOf, newCard } from './cards.ts';
import { fillVotes, rankOf } from './filling.ts';

interface Room {
  now: string | null;
  live: boolean;
}

/** The three lists of the console. What the moderator is at stays where it is; new rows come at the end. */
export class ConsoleLists {
  readonly #root: HTMLElement;
  readonly #cards = new Map<string, HTMLElement>();
  #counting = false;

  constructor(root: HTMLElement) {
    this.#root = root;
    for (const card of root.querySelectorAll<HTMLElement>('.console-card'))
      this.#cards.set(card.dataset['question']!, card);
    root.querySelector('[data-part="resort"]')?.addEventListener('click', () => this.#resort());
  }

  get cards(): Iterable<HTMLElement> {
    return this.#cards.values();
  }

  /** In the order in which they stand on the page. */
  get ids(): string[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.console-card')].map(
      (card) => card.dataset['question']!,
    );
  }

  card(id: string): HTMLElement | undefined {
    return this.#cards.get(id);
  }

  set(id: string, view: InnerQuestionView | undefined, room: Room): void {
    const known = this.#cards.get(id);
    if (!view) {
      known?.remove();
      this.#cards.delete(id);
    } else {
      const card = known ?? newCard(view);
      fillConsoleCard(card, view, room);
      this.#cards.set(id, card);
      const list = this.#list(listOf(view));
      if (card.parentElement !== list) list.append(card);
    }
    this.#countSoon();
  }

  setVotes(id: string, votes: number): void {
    const card = this.#cards.get(id);
    if (card) fillVotes(card, votes);
    this.#countSoon();
  }

  /** The neighbour in the same list: where one goes on when this one is done. */
  after(id: string): string | undefined {
    const card = this.#cards.get(id);
    const next = (card?.nextElementSibling ?? card?.previousElementSibling) as HTMLElement | null;
    return next?.dataset['question'];
  }

  select(id: string | undefined): void {
    for (const [each, card] of this.#cards)
      if (each === id) card.setAttribute('aria-current', 'true');
      else card.removeAttribute('aria-current');
  }

  #list(name: ListName): HTMLElement {
    return this.#root.querySelector<HTMLElement>(`[data-list="${name}"]`)!;
  }

  #sorted(): HTMLElement[] {
    const order = this.#root.dataset['order'] as QueueOrder;
    return inOrder(([...this.#list('queue').children] as HTMLElement[]).map(rankOf), order).map(
      ({ card }) => card,
    );
  }

  #resort(): void {
    this.#list('queue').append(...this.#sorted());
    this.#countSoon();
  }

  /** Once for all that changes together. */
  #countSoon(): void {
    if (this.#counting) return;
    this.#counting = true;
    queueMicrotask(() => {
      this.#counting = false;
      this.#count();
    });
  }

  #count(): void {
    for (const name of ['screen', 'queue', 'done'] as const) {
      const count = this.#list(name).children.length;
      this.#root.querySelector(`[data-count="${name}"]`)!.textContent = String(count);
      this.#root.querySelector<HTMLElement>(`[data-empty="${name}"]`)!.hidden = count > 0;
    }
    const queue = [...this.#list('queue').children];
    const moved = this.#sorted().some((card, at) => card !== queue[at]);
    this.#root.querySelector<HTMLElement>('[data-part="resort"]')!.hidden = !moved;
  }
}
