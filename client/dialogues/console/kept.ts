import type { ConsoleCard } from '../../../server/dialogues/console/live-model/cards.ts';
import { groupsOf, nextInQueue, waits } from '../../../server/dialogues/console/live-model/parts.ts';
import { type QueueOrder, RANKS } from '../../../server/dialogues/streams/protocol.ts';

/** What is known of all cards together: of thousands, a change looks at those that changed. */
export class Kept {
  readonly #cards: ReadonlyMap<string, ConsoleCard>;
  #order: QueueOrder | undefined;
  #next: ConsoleCard | undefined;
  #nextKnown = false;
  #groups: string[] | undefined;

  constructor(cards: ReadonlyMap<string, ConsoleCard>) {
    this.#cards = cards;
  }

  changed(before: ConsoleCard | undefined, after: ConsoleCard | undefined): void {
    if (before?.group !== after?.group) this.#groups = undefined;
    if (!this.#nextKnown) return;
    // The first has changed: whether another one comes before it now is looked for when it is asked.
    if (before && before.id === this.#next?.id) this.#nextKnown = false;
    else if (after && waits(after) && (!this.#next || RANKS[this.#order!](after, this.#next) < 0))
      this.#next = after;
  }

  /** The first that waits to be taken. */
  next(order: QueueOrder): ConsoleCard | undefined {
    if (!this.#nextKnown || order !== this.#order) {
      this.#next = nextInQueue(this.#cards.values(), { order });
      [this.#nextKnown, this.#order] = [true, order];
    }
    return this.#next;
  }

  /** Headings that are in use. */
  get groups(): string[] {
    this.#groups ??= groupsOf(this.#cards.values());
    return this.#groups;
  }
}
