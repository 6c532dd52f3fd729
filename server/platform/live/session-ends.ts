import type { Socket } from 'socket.io';
import { machineClock } from '../clock/clock.ts';

/** Longer than any line takes from its handshake, where the session was read, to its namespace. */
const REMEMBERED_MS = 60_000;

/** Cuts the lines of people signed in when their session ends. */
export class SessionEnds {
  readonly #ended = new Set<string>();

  /** Ended by its time, or a moment ago while this line was being opened. */
  watch({ id, endsAt }: { id: string; endsAt: number }, socket: Socket): void {
    if (this.#ended.has(id)) return void socket.disconnect(true);
    const left = endsAt - machineClock.now().getTime();
    const timer = setTimeout(() => socket.disconnect(true), left).unref();
    socket.on('disconnect', () => clearTimeout(timer));
  }

  /** No line of this session is let in any more. */
  end(id: string): void {
    this.#ended.add(id);
    setTimeout(() => this.#ended.delete(id), REMEMBERED_MS).unref();
  }
}
