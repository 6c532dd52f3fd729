import type { Clock } from '../clock/clock.ts';
import type { Job } from '../clock/scheduler.ts';
import { type Context, systemContext } from '../context.ts';
import { isDuplicateKey } from '../data/connection.ts';
import { faultDetails, log } from '../log.ts';
import { allJournalledModels, journalledModelOf, onCommitted } from './commit.ts';
import type { Entry } from './entry.ts';
import { Journal } from './model.ts';

/** What follows an entry. It may run more than once for one entry: what it makes has an id derived from the entry's. */
export interface Reaction {
  /** Unique: 'feedback.letters'. */
  name: string;
  /** Names of the entries it follows. */
  to: readonly string[];
  run(entry: Entry, context: Context): Promise<void>;
}

const MOST_TRIES = 8;
const RECOVER_AFTER_MS = 15_000;
const AT_ONCE = 4;

/** Carries each committed entry to the journal and to its reactions; what a crash cut off is taken up again. */
export class Dispatcher {
  readonly #reactions: Map<string, Reaction[]>;
  readonly #clock: Clock;
  readonly #queue: Entry[] = [];
  readonly #idle: (() => void)[] = [];
  #active = 0;
  #stopListening: (() => void) | undefined;
  #stopped = false;

  constructor(reactions: Reaction[], clock: Clock) {
    this.#clock = clock;
    this.#reactions = new Map();
    for (const reaction of reactions)
      for (const name of reaction.to)
        this.#reactions.set(name, [...(this.#reactions.get(name) ?? []), reaction]);
  }

  start(): void {
    this.#stopListening = onCommitted((entry) => this.#enqueue(entry));
  }

  /** The job that finds entries which no process is carrying any more. */
  recoveryJob(): Job {
    return { name: 'journal.recover', everySeconds: 10, run: () => this.recover(RECOVER_AFTER_MS) };
  }

  /** Takes up what a crash cut off. @param olderThanMs leaves alone what another process may be carrying */
  async recover(olderThanMs = 0): Promise<void> {
    const before = new Date(this.#clock.now().getTime() - olderThanMs);
    for (const model of allJournalledModels()) {
      const cursor = model
        .find({ 'pending.at': { $lte: before } }, { pending: 1 })
        .lean()
        .cursor();
      for await (const document of cursor)
        for (const entry of document.pending) if (entry.at <= before) await this.#carry(entry as Entry);
    }
    const rows = Journal.find({ open: true, at: { $lte: before } })
      .sort({ at: 1 })
      .lean()
      .cursor();
    for await (const row of rows) await this.#carry(row);
  }

  /** Resolves when nothing is under way in this process. */
  settled(): Promise<void> {
    if (this.#active === 0 && this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async stop(): Promise<void> {
    this.#stopListening?.();
    await this.settled();
    this.#stopped = true;
  }

  #enqueue(entry: Entry): void {
    this.#queue.push(entry);
    if (this.#active < AT_ONCE) void this.#work();
  }

  async #work(): Promise<void> {
    this.#active++;
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) await this.#carry(entry);
    this.#active--;
    if (this.#active === 0) for (const wake of this.#idle.splice(0)) wake();
  }

  async #carry(entry: Entry): Promise<void> {
    if (this.#stopped) return;
    try {
      await this.#copyToJournal(entry);
      await this.#react(entry);
    } catch (error) {
      log.warn(
        { entry: entry._id, name: entry.name, ...faultDetails(error) },
        'entry not carried; recovery will',
      );
    }
  }

  async #copyToJournal(entry: Entry): Promise<void> {
    const reactions = this.#reactions.get(entry.name) ?? [];
    try {
      const { _id, name, at, actor, requestId, subject, details, personal } = entry;
      const row = { _id, name, at, actor, requestId, subject, details, personal };
      await Journal.create({ ...row, open: reactions.length > 0 });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const { model, id } = entry.subject;
    await journalledModelOf(model)?.updateOne(
      { _id: id },
      { $pull: { pending: { _id: entry._id } } },
      { timestamps: false },
    );
  }

  async #react(entry: Entry): Promise<void> {
    const reactions = this.#reactions.get(entry.name) ?? [];
    if (reactions.length === 0) return;
    const row = await Journal.findById(entry._id).lean();
    if (!row?.open) return;
    const dead = [...row.dead];
    const done = [...row.done];
    for (const reaction of reactions) {
      if (done.includes(reaction.name)) continue;
      const fault = await this.#try(reaction, entry);
      if (!fault) done.push(reaction.name);
      else if (row.tries + 1 >= MOST_TRIES) dead.push({ reaction: reaction.name, fault });
    }
    const open = done.length + dead.length < reactions.length;
    await Journal.updateOne({ _id: entry._id }, { $set: { done, dead, open }, $inc: { tries: 1 } });
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
}
