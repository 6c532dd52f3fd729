import {
  type Card,
  cardOf,
  questionIds,
  type RoomGround,
  roomParts,
  sessionOf,
} from '../../../server/dialogues/room/live-model.ts';
import type {
  Mine,
  ModerationFigures,
  SessionView,
  State,
} from '../../../server/dialogues/streams/protocol.ts';
import type { Drawing } from '../../drawing.ts';
import { swap } from '../../swap.ts';
import { Fold } from '../streams/state.ts';

/** What the page was drawn with. */
export interface Drawn {
  n: number;
  now: string;
  state: State;
  ground: RoomGround;
  mine?: Mine;
  figures: ModerationFigures;
  asking: Asking;
}

interface Fault {
  text: string;
  values?: Record<string, unknown>;
}

/** What the form to ask says beside what is typed: as the server draws it after a refusal. `asked`: key of a text. */
export interface Asking {
  form?: string;
  values?: Record<string, unknown>;
  errors?: Record<string, Fault>;
  failed?: Fault;
  asked?: string;
}

/** A vote on its way: the page shows it at once. */
export interface Hope {
  on: boolean;
  /** What it adds to the sum that was told last. */
  more: number;
  under: boolean;
}

export type Start = (root: ParentNode) => void;

/** All that the room is drawn with, as it is known now. */
export class RoomView {
  readonly fold: Fold;
  readonly drawing: Drawing;
  readonly ground: RoomGround;
  readonly hopes = new Map<string, Hope>();
  mine: Mine | undefined;
  figures: ModerationFigures;
  asking: Asking;
  readonly #start: Start;

  constructor({ n, state, ground, mine, figures, asking }: Drawn, drawing: Drawing, start: Start) {
    this.fold = new Fold(n, state);
    this.ground = ground;
    this.drawing = drawing;
    this.mine = mine;
    this.figures = figures;
    this.asking = asking;
    this.#start = start;
  }

  get session(): SessionView {
    return sessionOf(this.fold.state);
  }

  get code(): string {
    return this.ground.dialogue.code;
  }

  get model() {
    const { mine, figures, asking, ground } = this;
    return { ...roomParts(this.fold.state, ground, { mine, figures }), ...asking };
  }

  get cards(): Card[] {
    return questionIds(this.fold.state).map((id) => this.card(id));
  }

  card(id: string): Card {
    const card = cardOf(id, this.fold.state, this.ground, this.mine);
    const hope = this.hopes.get(id);
    if (!hope) return card;
    return { ...card, votes: card.votes + hope.more, voted: hope.under ? hope.on : card.voted };
  }

  /** Swaps something on the page for how it is drawn now, and starts the behaviours of what is new. */
  swap(shown: Element | null, markup: string): void {
    if (shown) for (const added of swap(shown, markup)) this.#start(added);
  }
}
