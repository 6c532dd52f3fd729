import {
  applyChanges,
  type Caught,
  type Change,
  type State,
  type StreamEvent,
} from '../../../server/dialogues/streams/protocol.ts';

/** What a page knows of one stream. Events come in any order and more than once; they count in order and once. */
export class Fold {
  readonly state: State;
  n: number;
  readonly #early = new Map<number, StreamEvent>();

  constructor(n: number, state: State = {}) {
    this.n = n;
    this.state = state;
  }

  /** True when events before this one are missing: they have to be fetched. */
  get gap(): boolean {
    return this.#early.size > 0;
  }

  /** Takes an event, and those that waited for it. @returns what is to be shown now, in order */
  take(event: StreamEvent): StreamEvent[] {
    if (event.n > this.n) this.#early.set(event.n, event);
    return this.#inOrder();
  }

  /**
   * Takes what was missed.
   * @param after the number with which it was asked for
   * @returns events to be shown, or undefined: everything is new
   */
  catchUp({ n, events, snapshot }: Caught, after: number): StreamEvent[] | undefined {
    if (!snapshot) return (events ?? []).flatMap((event) => this.take(event));
    // Events that came while the snapshot was under way are newer. A server that knows less than we do was set back.
    if (n < this.n && n >= after) return [];
    for (const key of Object.keys(this.state)) delete this.state[key];
    Object.assign(this.state, snapshot);
    this.n = n;
    for (const early of [...this.#early.keys()]) if (early <= n) this.#early.delete(early);
    this.#inOrder();
    return undefined;
  }

  #inOrder(): StreamEvent[] {
    const next: StreamEvent[] = [];
    for (;;) {
      const event = this.#early.get(this.n + 1);
      if (!event) return next;
      this.#early.delete(event.n);
      applyChanges(this.state, event.changes);
      this.n = event.n;
      next.push(event);
    }
  }
}

/** Keys that an event or several have touched, each once. */
export function touched(events: readonly StreamEvent[]): string[] {
  return [
    ...new Set(
      events.flatMap(({ changes }: { changes: readonly Change[] }) => changes.map(({ key }) => key)),
    ),
  ];
}
