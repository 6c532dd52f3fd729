import { type Clock, pause } from '../clock/clock.ts';
import type { Job } from '../clock/scheduler.ts';
import { type Context, systemContext } from '../context.ts';
import { faultDetails, log } from '../log.ts';
import { allJournalledModels, journalledModelOf, onCommitted } from './commit.ts';
import type { Entry } from './entry.ts';
import { Journal, type JournalRow } from './model.ts';

/** What follows an entry. It may run more than once for one entry: what it makes has an id derived from the entry's. */
export interface Reaction {
  /** Unique: 'feedback.letters'. */
  name: string;
  /** Names of the entries it follows. */
  to: readonly string[];
  /** People in a room wait for it: it follows at once, however busy the server is. */
  urgent?: boolean;
  run(entry: Entry, context: Context): Promise<void>;
}

const MOST_TRIES = 8;
const RECOVER_AFTER_MS = 15_000;
/** Entries carried together: one write to the journal serves them all. */
const MOST_TOGETHER = 32;
/** What happens within a blink is carried together. */
const GATHER_MS = 10;
/**
 * People wait for requests, nobody waits for a letter by the second: reactions let requests go first, for a while, and
 * what gathers meanwhile is carried in one go. A busy server is left alone for longer.
 */
const PATIENCE_MS = 250;
const BUSY_REQUESTS = 8;
const BUSY_PATIENCE_MS = 2_000;
/** So many entries and no more wait in memory for their turn. */
const MOST_WAITING = 5_000;

/** An entry on its way, with what an earlier try has done already. */
interface Carried {
  entry: Entry;
  row: Pick<JournalRow, 'done' | 'dead' | 'tries' | 'open'>;
}

/** Carries each committed entry to the journal and to its reactions; what a crash cut off is taken up again. */
export class Dispatcher {
  readonly #reactions = new Map<string, Reaction[]>();
  readonly #clock: Clock;
  readonly #inFlight: () => number;
  readonly #queue: Entry[] = [];
  readonly #urgent: Entry[] = [];
  #urgently: Promise<void> | undefined;
  readonly #idle: (() => void)[] = [];
  #working = false;
  #cutShort: () => void = () => {};
  #stopListening: (() => void) | undefined;
  #stopped = false;

  /** @param inFlight how many requests are being answered now */
  constructor(reactions: Reaction[], clock: Clock, inFlight: () => number = () => 0) {
    this.#clock = clock;
    this.#inFlight = inFlight;
    for (const reaction of reactions)
      for (const name of reaction.to) this.#reactions.set(name, [...this.#of(name), reaction]);
  }

  start(): void {
    this.#stopListening = onCommitted((entry) => {
      if (this.#of(entry.name).some(({ urgent }) => urgent)) return this.#atOnce(entry);
      this.#queue.push(entry);
      if (!this.#working) void this.#work();
    });
  }

  /** The job that finds entries which no process is carrying any more. */
  recoveryJob(): Job {
    return {
      name: 'journal.recover',
      everySeconds: 10,
      whateverTheClock: true,
      run: () => this.recover(RECOVER_AFTER_MS),
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
      for await (const document of documents)
        await this.#carry(document.pending.filter((entry) => entry.at <= before) as Entry[]);
    }
    const rows = Journal.find({ open: true, at: { $lte: before } })
      .sort({ at: 1 })
      .lean()
      .cursor();
    for await (const row of rows) await this.#carry([row]);
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
      await this.#rest();
      await this.#patience();
      await this.#carry(this.#queue.splice(0, MOST_TOGETHER));
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
    while (this.#urgent.length > 0) await this.#carry(this.#urgent.splice(0, MOST_TOGETHER));
  }

  async #patience(): Promise<void> {
    for (let waited = GATHER_MS; waited < BUSY_PATIENCE_MS; waited += GATHER_MS) {
      const requests = this.#inFlight();
      if (requests === 0 || (requests <= BUSY_REQUESTS && waited >= PATIENCE_MS)) return;
      // Whoever waits for everything to be done has stopped asking for more.
      if (this.#idle.length > 0 || this.#queue.length > MOST_WAITING) return;
      await this.#rest();
    }
  }

  /** A blink, cut short when somebody waits for everything to be done. */
  #rest(): Promise<void> {
    if (this.#idle.length > 0) return Promise.resolve();
    const hurried = new Promise<void>((resolve) => {
      this.#cutShort = resolve;
    });
    return Promise.race([pause(GATHER_MS), hurried]);
  }

  async #carry(entries: Entry[]): Promise<void> {
    if (this.#stopped || entries.length === 0) return;
    try {
      const carried = await this.#copyToJournal(entries);
      await Promise.all(carried.map((each) => this.#react(each)));
      await this.#note(carried);
    } catch (error) {
      log.warn({ entries: entries.length, ...faultDetails(error) }, 'entries not carried; recovery will');
    }
  }

  /** The journal first: only what stands there may leave the document. */
  async #copyToJournal(entries: Entry[]): Promise<Carried[]> {
    const rows = entries.map(({ _id, name, at, actor, requestId, subject, details, personal }) => {
      const entry = { _id, name, at, actor, requestId, subject, details, personal };
      return { ...entry, done: [], dead: [], tries: 0, open: this.#of(name).length > 0 } satisfies JournalRow;
    });
    const known = await insertNew(rows);
    return rows.map((row) => ({ entry: row, row: known.get(row._id) ?? row }));
  }

  async #react({ entry, row }: Carried): Promise<void> {
    if (!row.open) return;
    row.tries++;
    for (const reaction of this.#of(entry.name)) {
      if (row.done.includes(reaction.name)) continue;
      const fault = await this.#try(reaction, entry);
      if (!fault) row.done.push(reaction.name);
      else if (row.tries >= MOST_TRIES) row.dead.push({ reaction: reaction.name, fault });
    }
    row.open = row.done.length + row.dead.length < this.#of(entry.name).length;
  }

  /** Keeps how far the reactions came, and takes the entries out of their documents without touching their version. */
  async #note(carried: Carried[]): Promise<void> {
    const progress = carried.map(({ entry, row: { done, dead, tries, open } }) => ({
      updateOne: { filter: { _id: entry._id }, update: { $set: { done, dead, tries, open } } },
    }));
    const pulls = carried.map(({ entry }) =>
      journalledModelOf(entry.subject.model)?.updateOne(
        { _id: entry.subject.id },
        { $pull: { pending: { _id: entry._id } } },
        { timestamps: false },
      ),
    );
    await Promise.all([Journal.bulkWrite(progress, { ordered: false }), ...pulls]);
  }

  async #try(reaction: Reaction, entry: Entry): Promise<string | undefined> {
    try {
      await reaction.run(entry, systemContext(reaction.name, this.#clock.now()));
      return undefined;
    } catch (error) {
      log.error({ entry: entry._id, reaction: reaction.name, ...faultDetails(error) }, 'reaction failed');
      return error instanceof Error ? error.name : typeof error;
    }
  }

  #of(name: string): Reaction[] {
    return this.#reactions.get(name) ?? [];
  }
}

/** Inserts the rows that the journal lacks. @returns those that it had, as they are */
async function insertNew(rows: JournalRow[]): Promise<Map<string, JournalRow>> {
  try {
    // Past mongoose: the rows are made here, there is nothing to cast.
    await Journal.collection.insertMany(rows as never[], { ordered: false });
    return new Map();
  } catch (error) {
    const faults = (error as { writeErrors?: { code: number }[] }).writeErrors;
    if (!faults || faults.some((fault) => fault.code !== 11000)) throw error;
    const known = await Journal.find({ _id: { $in: rows.map((row) => row._id) } }).lean<JournalRow[]>();
    return new Map(known.map((row) => [row._id, row]));
  }
}
