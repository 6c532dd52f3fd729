import { machineClock } from '../clock/clock.ts';
import { faultDetails, log } from '../log.ts';

/** Longer than any line takes from its handshake, where the session was read, to its namespace. */
const REMEMBERED_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
/** A command beside the only process may have closed an account. */
const LOOK_ALONE_EVERY_MS = 20_000;

/** The session of somebody signed in, as a line was opened with it. */
export interface HeldSession {
  id: string;
  accountId: string;
  epoch?: number | undefined;
  /** Milliseconds since 1970. */
  endsAt: number;
}

interface Cut {
  disconnect(close: boolean): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

/** Cuts the lines of people signed in when their session ends. */
export class SessionEnds {
  readonly #ended = new Set<string>();
  readonly #lines = new Map<Cut, HeldSession>();

  /** Ended by its time, or a moment ago while this line was being opened. */
  watch(session: HeldSession, line: Cut): void {
    if (this.#ended.has(session.id)) return void line.disconnect(true);
    const left = session.endsAt - machineClock.now().getTime();
    const timer = setTimeout(() => line.disconnect(true), left).unref();
    this.#lines.set(line, session);
    line.on('disconnect', () => {
      clearTimeout(timer);
      this.#lines.delete(line);
    });
  }

  /** No line of this session is let in any more. */
  end(id: string): void {
    this.#ended.add(id);
    setTimeout(() => this.#ended.delete(id), REMEMBERED_MS).unref();
  }

  /**
   * With several processes: a session that ended in another one is missed in the store within seconds, should the word of
   * it be lost. @returns ends the looking
   */
  checkRegularly(stands: (session: HeldSession) => Promise<boolean>, alone: boolean): () => void {
    const every = alone ? LOOK_ALONE_EVERY_MS : LOOK_EVERY_MS;
    const look = setInterval(() => void this.look(stands), every).unref();
    return () => clearInterval(look);
  }

  /** Asks once for each session. */
  async look(stands: (session: HeldSession) => Promise<boolean>): Promise<void> {
    const sessions = new Map([...this.#lines.values()].map((session) => [session.id, session]));
    try {
      for (const session of sessions.values())
        if (!(await stands(session)))
          for (const [line, { id }] of [...this.#lines]) if (id === session.id) line.disconnect(true);
    } catch (error) {
      log.warn(faultDetails(error), 'whether sessions still stand could not be read');
    }
  }
}
