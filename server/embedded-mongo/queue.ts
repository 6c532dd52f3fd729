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
 * Runs commands in the order of their arrival. Those that came in one turn of the event loop share one
 * flush to disk, and no answer leaves before it: neither of a write nor of a read that saw it.
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
    const replies = this.together(jobs) ?? jobs.map((job) => this.alone(job));
    this.jobs = this.jobs.slice(jobs.length);
    for (const [i, job] of jobs.entries()) job.done(replies[i]!);
    if (this.jobs.length > 0) setImmediate(() => this.drain());
    else for (const resolve of this.idle.splice(0)) resolve();
  }

  /** undefined: nothing of it happened, because of a fault in one command or of the disk. */
  private together(jobs: readonly Job[]): Reply[] | undefined {
    try {
      return this.execute(jobs);
    } catch {
      this.store.catalog.load();
      return undefined;
    }
  }

  /** A command whose fault or size breaks the whole group must not take the others with it. */
  private alone(job: Job): Reply {
    try {
      return this.execute([job])[0]!;
    } catch (error) {
      this.store.catalog.load();
      if (error instanceof CommandError) return failure(error);
      return failure(new CommandError('UnknownError', `the store failed: ${(error as Error).message}`));
    }
  }

  private execute(jobs: readonly Job[]): Reply[] {
    const work = () => jobs.map((job) => run(this.store, job.command));
    if (!jobs.some((job) => isWrite(job.command))) return work();
    return this.engine.write(() => {
      const replies = work();
      this.store.catalog.save();
      return replies;
    });
  }
}
