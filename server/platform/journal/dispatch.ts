import { type Clock, pause } from '../clock/clock.ts';
import type { Job } from '../clock/scheduler.ts';
import { faultDetails, log } from '../log.ts';
import { Carrier, rowsOf } from './carry.ts';
import { allJournalledModels, onCommitted } from './commit.ts';
import type { Entry } from './entry.ts';
import { Journal, type JournalRow } from './model.ts';
import type { Reaction } from './reaction.ts';
import { stuckAlarm } from './stuck.ts';

const RECOVER_AFTER_MS = 15_000;
/** Entries carried together: one read and one write serve them all. */
const MOST_TOGETHER = 32;
/** What happens within a blink is carried together. */
const GATHER_MS = 25;
/**
 * People wait for requests, nobody waits for a letter by the second: reactions wait for a blink in which nobody asks for
 * anything, at most so long. Then all that has gathered is carried, unless the server is busy: that is left alone again
 * after each batch.
 */
const PATIENCE_MS = 2_000;
const BUSY_REQUESTS = 8;
/** So many entries and no more wait in memory for their turn. */
const MOST_WAITING = 5_000;

/** What else this process is doing. */
export interface Traffic {
  /** Requests that are being answered. */
  inFlight: number;
  /** Requests that have come since the start. */
  begun: number;
}

const NO_TRAFFIC: Traffic = { inFlight: 0, begun: 0 };

/** Carries each committed entry to its reactions and to the journal; what a crash cut off is taken up again. */
export class Dispatcher {
  readonly #carrier: Carrier;
  readonly #clock: Clock;
  readonly #traffic: () => Traffic;
  readonly #queue: Entry[] = [];
  readonly #urgent: Entry[] = [];
  /** Entries that wait here or are being carried: recovery leaves them alone. */
  readonly #own = new Set<string>();
  #urgently: Promise<void> | undefined;
  readonly #idle: (() => void)[] = [];
  #working = false;
  #cutShort: () => void = () => {};
  #stopListening: (() => void) | undefined;
  #stopped = false;

  constructor(reactions: Reaction[], clock: Clock, traffic: () => Traffic = () => NO_TRAFFIC) {
    this.#clock = clock;
    this.#traffic = traffic;
    this.#carrier = new Carrier(reactions, clock);
  }

  start(): void {
    this.#stopListening = onCommitted((entry) => {
      this.#own.add(entry._id);
      if (this.#carrier.isUrgent(entry)) return this.#atOnce(entry);
      this.#queue.push(entry);
      if (!this.#working) void this.#work();
    });
  }

  /** The job that finds entries which no process is carrying any more. */
  recoveryJob(): Job {
    const alarm = stuckAlarm();
    return {
      name: 'journal.recover',
      everySeconds: 10,
      whateverTheClock: true,
      run: async () => {
        await this.recover(RECOVER_AFTER_MS);
        await alarm(this.#clock.now());
      },
    };
  }

  /** Takes up what a crash cut off. @param olderThanMs leaves alone what another process may be carrying */
  async recover(olderThanMs = 0): Promise<void> {
    const before = new Date(this.#clock.now().getTime() - olderThanMs);
    for (const model of allJournalledModels()) {
      const documents = model
        .find({ 'pending.at': { $lte: before } }, { pending: 1 })
        .lean()
        .cursor();
      await this.#takeUp(documents, ({ pending }) =>
        (pending as Entry[]).filter((entry) => entry.at <= before),
      );
    }
    const rows = Journal.find({ open: true, at: { $lte: before } })
      .sort({ at: 1 })
      .lean<JournalRow[]>()
      .cursor();
    await this.#takeUp(rows, (row) => [row as JournalRow]);
  }

  async #takeUp<T>(found: AsyncIterable<T>, entriesOf: (each: T) => Entry[]): Promise<void> {
    let together: Entry[] = [];
    for await (const each of found) {
      together.push(...entriesOf(each).filter(({ _id }) => !this.#own.has(_id)));
      if (together.length < MOST_TOGETHER) continue;
      await this.#carry(together, { again: true });
      together = [];
    }
    await this.#carry(together, { again: true });
  }

  /** Resolves when nothing is under way in this process. */
  async settled(): Promise<void> {
    while (this.#urgently) await this.#urgently;
    if (!this.#working && this.#queue.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      this.#cutShort();
    });
    // What the slow ones have done may have brought something urgent.
    if (this.#urgently) await this.settled();
  }

  async stop(): Promise<void> {
    this.#stopListening?.();
    await this.settled();
    this.#stopped = true;
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#queue.length > 0) {
      let left = await this.#patience();
      do {
        await this.#carry(this.#queue.splice(0, MOST_TOGETHER), { again: false });
        left -= MOST_TOGETHER;
      } while (left > 0 && !this.#isBusy());
    }
    this.#working = false;
    for (const wake of this.#idle.splice(0)) wake();
  }

  /** What comes while one batch is carried makes the next. */
  #atOnce(entry: Entry): void {
    this.#urgent.push(entry);
    if (!this.#urgently) this.#urgently = this.#workUrgently().finally(() => (this.#urgently = undefined));
  }

  async #workUrgently(): Promise<void> {
    while (this.#urgent.length > 0)
      await this.#carry(this.#urgent.splice(0, MOST_TOGETHER), { again: false });
  }

  #isBusy(): boolean {
    return this.#traffic().inFlight > BUSY_REQUESTS && this.#idle.length === 0;
  }

  /** Waits for a blink without requests. @returns how many entries have gathered */
  async #patience(): Promise<number> {
    for (let waited = GATHER_MS; waited < PATIENCE_MS; waited += GATHER_MS) {
      const before = this.#traffic().begun;
      await this.#rest();
      const { inFlight, begun } = this.#traffic();
      const quiet = inFlight === 0 && begun === before;
      // Whoever waits for everything to be done has stopped asking for more.
      const wanted = this.#idle.length > 0 || this.#queue.length > MOST_WAITING;
      if (quiet || wanted) return this.#queue.length;
    }
    return this.#queue.length;
  }

  /** A blink, cut short when somebody waits for everything to be done. */
  #rest(): Promise<void> {
    if (this.#idle.length > 0) return Promise.resolve();
    const hurried = new Promise<void>((resolve) => {
      this.#cutShort = resolve;
    });
    return Promise.race([pause(GATHER_MS), hurried]);
  }

  /** @param again an earlier try may have brought them to the journal */
  async #carry(entries: Entry[], { again }: { again: boolean }): Promise<void> {
    if (this.#stopped || entries.length === 0) return;
    try {
      await this.#carrier.carry(entries, again ? await rowsOf(entries) : undefined);
    } catch (error) {
      log.warn({ entries: entries.length, ...faultDetails(error) }, 'entries not carried; recovery will');
    } finally {
      for (const { _id } of entries) this.#own.delete(_id);
    }
  }
}
