import { io, type Socket } from 'socket.io-client';
import WebSocket from 'ws';
import { Fold } from '../../client/dialogues/streams/state.ts';
import {
  type Ack,
  EVENT,
  type EventMessage,
  type Joined,
  SPACE,
} from '../../server/dialogues/streams/protocol.ts';

const MOST_WAIT_MS = 4_000;

/** A participant's browser without a page: follows the public stream with the code that the page runs. */
export class Follower {
  readonly fold = new Fold(0);
  readonly #code: string;
  readonly #token: string;
  readonly #socket: Socket;
  #fetching = false;
  #closed = false;

  constructor(address: string, code: string, token: string) {
    this.#code = code;
    this.#token = token;
    this.#socket = io(`${address}${SPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    this.#socket.on('connect', () => void this.#fetch('dialogue:join'));
    this.#socket.on(EVENT, (message: EventMessage) => {
      this.fold.take(message);
      if (this.fold.gap) void this.#fetch('dialogue:catch-up');
    });
  }

  async #fetch(name: 'dialogue:join' | 'dialogue:catch-up'): Promise<void> {
    if (this.#fetching && name === 'dialogue:catch-up') return;
    this.#fetching = true;
    const after = this.fold.n;
    const input = { code: this.#code, stream: 'public', after };
    const answer = await this.#emit<Joined>(
      name,
      name === 'dialogue:join' ? { ...input, token: this.#token } : input,
    );
    this.#fetching = false;
    if (this.#closed || !answer) return;
    if (answer.ok) this.fold.catchUp(answer, after);
    if (this.fold.gap) await this.#fetch('dialogue:catch-up');
  }

  async #emit<Answer extends object>(name: string, input: object): Promise<Ack<Answer> | undefined> {
    try {
      return (await this.#socket.timeout(MOST_WAIT_MS).emitWithAck(name, input)) as Ack<Answer>;
    } catch {
      return undefined;
    }
  }

  /** Says it again until somebody answers. @returns the answer; undefined when the follower was closed meanwhile */
  async insist<Answer extends object>(name: string, input: object): Promise<Ack<Answer> | undefined> {
    while (!this.#closed) {
      const answer = await this.#emit<Answer>(name, input);
      // After a break the server does not know the participant before the line has joined again.
      const again = !answer || (!answer.ok && answer.error === 'dialogues.errors.register-first');
      if (!again) return answer;
    }
    return undefined;
  }

  get #ws(): WebSocket | undefined {
    const transport = this.#socket.io.engine?.transport as { ws?: WebSocket } | undefined;
    return transport?.ws?.readyState === WebSocket.OPEN ? transport.ws : undefined;
  }

  /** The line breaks without a word. */
  cut(): void {
    this.#ws?.terminate();
  }

  /** Nothing comes through until `resume`: a poor line. */
  hold(): void {
    this.#ws?.pause();
  }

  resume(): void {
    this.#ws?.resume();
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  close(): void {
    this.#closed = true;
    this.#socket.close();
  }
}
