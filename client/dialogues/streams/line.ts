import type { Socket } from 'socket.io-client';
import {
  type Ack,
  EVENT,
  type EventMessage,
  FIGURES,
  type FiguresMessage,
  type Joined,
  KNOCK_AGAIN,
  LOOKS,
  type Look,
  type LooksMessage,
  MINE_CHANGED,
  type Mine,
  type ModerationFigures,
  SPACE,
  type StreamEvent,
  type StreamName,
} from '../../../server/dialogues/streams/protocol.ts';
import { comeBack } from '../../live.ts';
import type { Fold } from './state.ts';

const MOST_WAIT_MS = 8_000;
const MOST_PATIENCE_MS = 3_000;
/** When the server does not say how long to wait. */
const AGAIN_S = 5;

/** 'later': it is tried again. */
type Outcome = 'follows' | 'later' | 'refused';

/** One stream that a page follows. */
export interface Followed {
  stream: StreamName;
  fold: Fold;
  /** Undefined: much was missed, everything is to be shown anew. */
  onEvents(events: StreamEvent[] | undefined): void;
}

interface Wishes {
  code: string;
  streams: Followed[];
  onMine?(mine: Mine): void;
  onFigures?(figures: ModerationFigures): void;
  onLooks?(looks: Look[]): void;
  /** 'closed': the server lets this page follow no longer. */
  onState(state: 'up' | 'down' | 'closed'): void;
}

/** The line of a page to its session: follows streams without gaps over any number of breaks. */
export class Line {
  /** False until the first connection: until then forms go the way of pages without script. */
  everUp = false;
  readonly #socket: Socket;
  readonly #wishes: Wishes;
  readonly #fetching = new Set<Followed>();
  readonly #joined = new Map<Followed, Outcome>();
  #minesAsked = 0;
  #mineUnder = false;
  #mineAgain = false;

  private constructor(socket: Socket, wishes: Wishes) {
    this.#socket = socket;
    this.#wishes = wishes;
  }

  /** The library comes only where a page has a line. */
  static async open(wishes: Wishes): Promise<Line> {
    const { io } = await import('socket.io-client');
    const socket = io(SPACE, { reconnectionDelay: 500, reconnectionDelayMax: 10_000 });
    const line = new Line(socket, wishes);
    line.#listen();
    return line;
  }

  get up(): boolean {
    return this.#socket.connected;
  }

  /** @throws when the line is down or nobody answers in time: whether it was done is then not known */
  async call<Answer extends object>(name: string, input: object): Promise<Ack<Answer>> {
    if (!this.#socket.connected) throw new Error('line is down');
    return (await this.#socket.timeout(MOST_WAIT_MS).emitWithAck(name, input)) as Ack<Answer>;
  }

  #listen(): void {
    const { onState, streams, onMine, onFigures, code } = this.#wishes;
    this.#socket.on('connect', () => void this.#joinAll());
    this.#socket.on('disconnect', () => onState('down'));
    comeBack(this.#socket);
    this.#socket.on('connect_error', () => onState('down'));
    this.#socket.on(EVENT, (message: EventMessage) => {
      const followed = streams.find(({ stream }) => stream === message.stream);
      if (!followed || message.code !== code) return;
      this.#show(followed, followed.fold.take(message));
      if (followed.fold.gap) void this.#fetch(followed, 'dialogue:catch-up');
    });
    this.#socket.on(KNOCK_AGAIN, () => void this.#joinAll());
    if (onFigures)
      this.#socket.on(FIGURES, (message: FiguresMessage) => {
        if (message.code === code) onFigures(message.figures);
      });
    const { onLooks } = this.#wishes;
    if (onLooks)
      this.#socket.on(LOOKS, (message: LooksMessage) => {
        if (message.code === code) onLooks(message.looks);
      });
    if (onMine) this.#socket.on(MINE_CHANGED, () => void this.askMine());
    window.addEventListener('online', () => this.#socket.connect());
  }

  /** When a server comes back, thousands join at once: what is one's own may come a moment later. */
  #askMineSoon(): void {
    const wait = this.#minesAsked++ === 0 ? 0 : Math.random() * MOST_PATIENCE_MS;
    window.setTimeout(() => void this.askMine(), wait);
  }

  /** One at a time: what is asked for meanwhile is asked once more, and the older answer is shown to nobody. */
  async askMine(): Promise<void> {
    this.#mineAgain = true;
    if (this.#mineUnder) return;
    this.#mineUnder = true;
    try {
      while (this.#mineAgain) {
        this.#mineAgain = false;
        const answer = await this.call<{ mine: Mine }>('dialogue:mine', { code: this.#wishes.code });
        if (answer.ok && !this.#mineAgain) this.#wishes.onMine?.(answer.mine);
      }
    } catch {
      // It comes with the next joining.
    } finally {
      this.#mineUnder = false;
    }
  }

  /** Something of one's own was done here: an answer that is under way does not know of it. */
  mineIsOld(): void {
    this.#mineAgain = true;
  }

  #joinAll(): Promise<void> {
    return this.#join(this.#wishes.streams);
  }

  async #join(streams: readonly Followed[]): Promise<void> {
    await Promise.all(
      streams.map(async (each) => this.#joined.set(each, await this.#fetch(each, 'dialogue:join'))),
    );
    if (!this.#socket.connected) return;
    const outcomes = this.#wishes.streams.map((each) => this.#joined.get(each) ?? 'later');
    if (outcomes.includes('refused')) return this.#wishes.onState('closed');
    if (outcomes.includes('later')) return this.#wishes.onState('down');
    this.everUp = true;
    this.#wishes.onState('up');
  }

  /** Joins, or asks for what is missing. */
  async #fetch(followed: Followed, name: 'dialogue:join' | 'dialogue:catch-up'): Promise<Outcome> {
    if (name === 'dialogue:catch-up' && this.#fetching.has(followed)) return 'follows';
    this.#fetching.add(followed);
    const { stream, fold } = followed;
    const after = fold.n;
    // A page that knows nothing yet asks for the whole state.
    if (after < 0) name = 'dialogue:join';
    let again = false;
    try {
      const answer = await this.call<Joined>(name, {
        code: this.#wishes.code,
        stream,
        ...(after < 0 ? {} : { after }),
      });
      if (!answer.ok) return this.#refused(followed, answer);
      this.#show(followed, fold.catchUp(answer, after));
      if (answer.figures) this.#wishes.onFigures?.(answer.figures);
      if (answer.participant && this.#wishes.onMine) this.#askMineSoon();
      again = fold.gap;
      return 'follows';
    } catch {
      // Nobody answered in time. If the line has broken meanwhile, its return brings the next try.
      this.#joinLater(followed, MOST_WAIT_MS);
      return 'later';
    } finally {
      this.#fetching.delete(followed);
      if (again) void this.#fetch(followed, 'dialogue:catch-up');
    }
  }

  /** Too many at once, a site that is kept, a fault of the server: again in a while. Any other refusal is final. */
  #refused(
    followed: Followed,
    { kind, values }: { kind?: string; values?: Record<string, unknown> },
  ): Outcome {
    if (kind !== undefined && kind !== 'too-many' && kind !== 'unavailable') return 'refused';
    this.#joinLater(followed, Number(values?.['seconds'] ?? AGAIN_S) * 1000);
    return 'later';
  }

  /** Never earlier than asked for; a hall that was refused at once does not come back at once. */
  #joinLater(followed: Followed, ms: number): void {
    window.setTimeout(
      () => {
        if (this.#socket.connected) void this.#join([followed]);
      },
      ms * (1 + Math.random() / 2),
    );
  }

  #show(followed: Followed, events: StreamEvent[] | undefined): void {
    if (!events || events.length > 0) followed.onEvents(events);
  }
}
