import type { Store } from './commands/call.ts';
import { failure, isWrite, run } from './commands/dispatch.ts';
import { CommandError } from './errors.ts';
import type { Engine } from './storage/engine.ts';
import type { Document } from './values.ts';

export type Reply = Document | Buffer;

interface Job {
  readonly command: Document;
  readonly done: (reply: Reply) => void;
}

/**
 * Runs commands a turn of the event loop at a time. The writes of one turn share one flush to disk, and its reads come
 * after them, each on its own: no client waits for one answer before it sends another command of the same turn, so any
 * order is right, and nothing that may be undone has been read.
 */
export class Queue {
  private readonly engine: Engine;
  private readonly store: Store;
  private jobs: Job[] = [];
  private idle: (() => void)[] = [];

  constructor(engine: Engine, store: Store) {
    this.engine = engine;
    this.store = store;
  }

  submit(command: Document): Promise<Reply> {
    return new Promise((done) => {
      this.jobs.push({ command, done });
      if (this.jobs.length === 1) setImmediate(() => this.drain());
    });
  }

  /** Resolves when nothing waits. */
  settled(): Promise<void> {
    if (this.jobs.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private drain(): void {
    const jobs = this.jobs;
    const writes = jobs.filter(({ command }) => isWrite(command));
    for (const [i, reply] of this.write(writes).entries()) writes[i]!.done(reply);
    for (const job of jobs)
      if (!isWrite(job.command)) job.done(this.guarded(() => run(this.store, job.command)));
    this.jobs = this.jobs.slice(jobs.length);
    if (this.jobs.length > 0) setImmediate(() => this.drain());
    else for (const resolve of this.idle.splice(0)) resolve();
  }

  /** A command whose fault or size breaks the whole group must not take the others with it. */
  private write(jobs: readonly Job[]): Reply[] {
    if (jobs.length === 0) return [];
    if (jobs.length > 1) {
      try {
        return this.commit(jobs);
      } catch {
        this.store.catalog.load();
      }
    }
    return jobs.map((job) => this.guarded(() => this.commit([job])[0]!));
  }

  /** All of it is on disk, or nothing of it happened: because of a fault in one command, or of the disk. */
  private commit(jobs: readonly Job[]): Reply[] {
    return this.engine.write(() => {
      const replies = jobs.map((job) => run(this.store, job.command));
      this.store.catalog.save();
      return replies;
    });
  }

  /** A fault that nobody foresaw is an answer too. */
  private guarded(work: () => Reply): Reply {
    try {
      return work();
    } catch (error) {
      this.store.catalog.load();
      if (error instanceof CommandError) return failure(error);
      return failure(new CommandError('UnknownError', `the store failed: ${(error as Error).message}`));
    }
  }
}
