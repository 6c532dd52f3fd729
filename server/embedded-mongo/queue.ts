import type { Reply, Store } from './commands/call.ts';
import { deadline, failure, isWrite, run } from './commands/dispatch.ts';
import { CommandError } from './errors.ts';
import { tooLate } from './query/find.ts';
import { newProfile, type Profile } from './query/profile.ts';
import type { Work } from './slices.ts';
import type { Engine } from './storage/engine.ts';
import type { Document } from './values.ts';

export type { Reply } from './commands/call.ts';

/**
 * Milliseconds: a read's first piece, the first pieces of a turn's writes together, and a later piece. Whoever asks for
 * one document waits for the turn that is going on; its parts add up to less than twenty.
 */
const FIRST_PIECE = 3;
const TURN = 6;
const PIECE = 4;
/** Nobody else is there. */
const LONE_PIECE = 9;
/** What has not ended by then is cut off at a piece, as by a kill. */
const LONGEST_END = 2_000;

interface Job {
  readonly writes: boolean;
  readonly begin: () => Work<Reply>;
  readonly until: number | undefined;
  /** Whether somebody still waits for the answer. */
  readonly isAwaited: () => boolean;
  readonly done: (reply: Reply) => void;
}

/** One that has begun. */
interface Paused {
  readonly job: Job;
  readonly work: Work<Reply>;
}

/** How a command went, for whoever watches slow ones. */
export interface Ran {
  readonly command: Document;
  readonly profile: Profile;
  readonly milliseconds: number;
}

/**
 * Runs commands a turn of the event loop at a time. The writes of one turn share one flush to disk, and its reads come
 * after them, each on its own: no client waits for one answer before it sends another command of the same turn, so any
 * order is right, and nothing that may be undone has been read. A long command goes on piece by piece, one piece in a
 * turn; each piece of a write is on disk before others have their turn.
 */
export class Queue {
  private readonly engine: Engine;
  private readonly store: Store;
  private readonly onRan: (ran: Ran) => void;
  private readonly onFault: (error: unknown) => void;
  private fresh: Job[] = [];
  private paused: Paused[] = [];
  private isAwake = false;
  private idle: (() => void)[] = [];

  constructor(
    engine: Engine,
    store: Store,
    onRan: (ran: Ran) => void = () => undefined,
    onFault: (error: unknown) => void = () => undefined,
  ) {
    this.engine = engine;
    this.store = store;
    this.onRan = onRan;
    this.onFault = onFault;
  }

  /** @param isAwaited a read whose client has gone is not read to its end */
  submit(command: Document, isAwaited = () => true): Promise<Reply> {
    const profile = newProfile();
    const begun = performance.now();
    return new Promise((resolve) => {
      this.add({
        writes: isWrite(command),
        begin: () => run(this.store, command, profile),
        until: givenUntil(this.store, command),
        isAwaited,
        done: (reply) => {
          this.onRan({ command, profile, milliseconds: performance.now() - begun });
          resolve(reply);
        },
      });
    });
  }

  /** Work that no client waits for. */
  runBehind(work: () => Work<void>): Promise<void> {
    const begin = function* (): Work<Reply> {
      yield* work();
      return {};
    };
    return new Promise((resolve) => {
      this.add({ writes: true, begin, until: undefined, isAwaited: () => true, done: () => resolve() });
    });
  }

  /** Resolves when nothing waits; what takes long is cut off. */
  settled(): Promise<void> {
    if (!this.isAwake) return Promise.resolve();
    const cutOff = setTimeout(() => {
      this.paused = [];
    }, LONGEST_END);
    return new Promise<void>((resolve) => this.idle.push(resolve)).finally(() => clearTimeout(cutOff));
  }

  private add(job: Job): void {
    this.fresh.push(job);
    if (this.isAwake) return;
    this.isAwake = true;
    setImmediate(() => this.turn());
  }

  private turn(): void {
    const jobs = this.fresh;
    this.fresh = [];
    this.begin(jobs.filter(({ writes }) => writes));
    const reads = jobs.filter(({ writes }) => !writes);
    const end = performance.now() + PIECE;
    while (reads.length > 0 && performance.now() < end) this.beginRead(reads.shift()!);
    this.fresh = [...reads, ...this.fresh];
    this.goOn(jobs.length > 0 ? PIECE : LONE_PIECE);
    if (this.fresh.length + this.paused.length > 0) setImmediate(() => this.turn());
    else {
      this.isAwake = false;
      for (const resolve of this.idle.splice(0)) resolve();
    }
  }

  private beginRead(job: Job): void {
    this.store.documents.slice.begin(FIRST_PIECE);
    this.keep({ job, work: job.begin() }, (work) => work.next());
  }

  /** One piece of one that has paused: they take turns. */
  private goOn(milliseconds: number): void {
    const next = this.paused.shift();
    if (!next) return;
    const { until, writes } = next.job;
    if (!writes && !next.job.isAwaited()) {
      next.work.return({});
      next.job.done({});
      return;
    }
    const isLate = until !== undefined && this.store.now() > until;
    this.store.documents.slice.begin(milliseconds);
    const step = (work: Work<Reply>) => (isLate ? work.throw(tooLate()) : work.next());
    this.keep(next, (work) => (writes ? this.inTransaction(() => step(work)) : step(work)));
  }

  /** Runs a piece and, unless that was the last, keeps the rest. A fault that nobody foresaw is an answer too. */
  private keep(one: Paused, step: (work: Work<Reply>) => IteratorResult<unknown, Reply>): void {
    try {
      const { done, value } = step(one.work);
      if (done) one.job.done(value as Reply);
      else this.paused.push(one);
    } catch (error) {
      this.store.catalog.load();
      this.onFault(error);
      one.job.done(answerTo(error));
    }
  }

  private inTransaction<T>(work: () => T): T {
    return this.engine.write(() => {
      const result = work();
      this.store.catalog.save();
      return result;
    });
  }

  /** A command whose fault or size breaks the whole group must not take the others with it. */
  private begin(jobs: readonly Job[]): void {
    if (jobs.length > 1) {
      try {
        this.beginTogether(jobs);
        return;
      } catch {
        this.store.catalog.load();
      }
    }
    for (const job of jobs) {
      this.store.documents.slice.begin(TURN);
      this.keep({ job, work: job.begin() }, (work) => this.inTransaction(() => work.next()));
    }
  }

  /** All of it is on disk, or nothing of it happened: because of a fault in one command, or of the disk. */
  private beginTogether(jobs: readonly Job[]): void {
    const { slice } = this.store.documents;
    slice.begin(TURN);
    const ran = this.inTransaction(() => {
      const ran: { one: Paused; step: IteratorResult<unknown, Reply> }[] = [];
      for (const job of jobs) {
        if (ran.length > 0 && slice.isOver) break;
        const work = job.begin();
        ran.push({ one: { job, work }, step: work.next() });
      }
      return ran;
    });
    for (const { one, step } of ran) {
      if (step.done) one.job.done(step.value);
      else this.paused.push(one);
    }
    this.fresh = [...jobs.slice(ran.length), ...this.fresh];
  }
}

function answerTo(error: unknown): Document {
  if (error instanceof CommandError) return failure(error);
  return failure(new CommandError('UnknownError', `the store failed: ${(error as Error).message}`));
}

/** A wrong value is refused when the command begins. */
function givenUntil(store: Store, { maxTimeMS }: Document): number | undefined {
  try {
    return deadline(store, maxTimeMS);
  } catch {
    return undefined;
  }
}
