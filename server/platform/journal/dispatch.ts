import { pause } from '../clock/clock.ts';
import type { Job } from '../clock/scheduler.ts';
import type { Site } from '../context.ts';
import { faultDetails, log } from '../log.ts';
import { Carrier, rowsOf } from './carry.ts';
import { allJournalledModels, onCommitted } from './commit.ts';
import type { Entry } from './entry.ts';
import { Journal, type JournalRow } from './model.ts';
import { requestsAtTheirOwnPace } from './own-pace.ts';
import type { Reaction } from './reaction.ts';
import { stuckAlarm } from './stuck.ts';

const RECOVER_AFTER_MS = 15_000;
/** Entries carried together: one read and one write serve them all. */
const MOST_TOGETHER = 32;
/** What happens within a blink is carried together, after the reply to whoever did it. */
const GATHER_MS = 20;
/** People wait for requests: on a busy server one batch is carried after each such pause. */
const BUSY_PAUSE_MS = 500;
const BUSY_REQUESTS = 8;
/** So many entries and no more wait for a pause. */
const MOST_WAITING = 5_000;

/** Entries of new documents with an id of their own once named another: they would never leave the document. */
const inDocument = (entry: Entry, id: unknown): Entry => ({
  ...entry,
  subject: { ...entry.subject, id: String(id) },
});

/** Carries each entry that its site commits to its reactions and to the journal; what a crash cut off is taken up again. */
export class Dispatcher {
  readonly #carrier: Carrier;
  readonly #site: Site;
  /** How many requests this process is answering. */
  readonly #inFlight: () => number;
  readonly #queue: Entry[] = [];
  readonly #urgent: Entry[] = [];
  /** Entries that wait here or are being carried: recovery leaves them alone. */
  readonly #own = new Set<string>();
  #urgently: Promise<void> | undefined;
  readonly #idle: (() => void)[] = [];
  #working = false;
  #cutShort: () => void = () => {};
  #stopListening: (() => void) | undefined;
  #stopping = false;
  #stopped = false;

  constructor(reactions: Reaction[], site: Site, inFlight: () => number = () => 0) {
    this.#site = site;
    this.#inFlight = inFlight;
    this.#carrier = new Carrier(reactions, site);
  }

  start(): void {
    this.#stopListening = onCommitted((entry, site) => {
      if (site !== this.#site) return;
      this.#own.add(entry._id);
      if (this.#carrier.isUrgent(entry)) return this.#atOnce(entry);
      this.#queue.push(entry);
      if (!this.#working) void this.#work();
    });
  }

  /** How many entries of this process have not been carried yet. */
  get waiting(): number {
    return this.#own.size;
  }

  /** The job that finds entries which no process is carrying any more. */
  recoveryJob(): Job {
    const alarm = stuckAlarm();
    return {
      name: 'journal.recover',
      everySeconds: 10,
      runsWithoutTrustedClock: true,
      run: async () => {
        await this.recover(RECOVER_AFTER_MS);
        await alarm(this.#site.clock.now());
      },
    };
  }

  /** Takes up what a crash cut off. @param olderThanMs leaves alone what another process may be carrying */
  async recover(olderThanMs = 0): Promise<void> {
    const before = new Date(this.#site.clock.now().getTime() - olderThanMs);
    const elsewhere = await requestsAtTheirOwnPace();
    for (const model of allJournalledModels()) {
      const documents = model
        .find({ 'pending.at': { $lte: before } }, { pending: 1 })
        .lean()
        .cursor();
      await this.#takeUp(documents, ({ _id, pending }) =>
        (pending as Entry[])
          .filter((entry) => entry.at <= before && !elsewhere.has(entry.requestId))
          .map((entry) => inDocument(entry, _id)),
      );
    }
    const rows = Journal.find({ open: true, at: { $lte: before } })
      .sort({ at: 1, _id: 1 })
      .lean<JournalRow[]>()
      .cursor();
    await this.#takeUp(rows, (row) => [row as JournalRow]);
  }

  async #takeUp<T>(found: AsyncIterable<T>, entriesOf: (each: T) => Entry[]): Promise<void> {
    let together: Entry[] = [];
    for await (const each of found) {
      if (this.#stopping) return;
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

  /** Carries what this process has committed; what recovery was to take up waits for the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopListening?.();
    await this.settled();
    this.#stopped = true;
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#queue.length > 0) {
      const busy = this.#isBusy();
      await this.#rest(busy ? BUSY_PAUSE_MS : GATHER_MS);
      await this.#carry(this.#queue.splice(0, MOST_TOGETHER), { again: false });
      // What has gathered needs no more blinks.
      while (this.#queue.length > 0 && !this.#isBusy())
        await this.#carry(this.#queue.splice(0, MOST_TOGETHER), { again: false });
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

  /** Whoever waits for everything to be done has stopped asking for more. */
  #isBusy(): boolean {
    const hurried = this.#idle.length > 0 || this.#queue.length > MOST_WAITING;
    return !hurried && this.#inFlight() > BUSY_REQUESTS;
  }

  /** Cut short when somebody waits for everything to be done. */
  #rest(milliseconds: number): Promise<void> {
    if (this.#idle.length > 0) return Promise.resolve();
    const hurried = new Promise<void>((resolve) => {
      this.#cutShort = resolve;
    });
    return Promise.race([pause(milliseconds), hurried]);
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
