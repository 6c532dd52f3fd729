import { randomUUID } from 'node:crypto';
import { type Context, systemContext } from '../context.ts';
import { faultDetails, log } from '../log.ts';
import type { Clock } from './clock.ts';
import { giveUpLeases, takeLease } from './lease.ts';

export interface Job {
  /** Unique, named after what it does: 'feedback.mark-overdue'. */
  name: string;
  everySeconds: number;
  /** For what each process keeps in its memory; without it a job runs in one process at a time. */
  everyProcess?: boolean;
  run(context: Context): Promise<void>;
}

const SOON_MS = 300;

/** Runs each job on its interval: never twice at once in one process, and in one process at a time. */
export class Scheduler {
  readonly #jobs: Job[];
  readonly #clock: Clock;
  readonly #holder = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #soon = new Map<string, NodeJS.Timeout>();
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;

  constructor(jobs: Job[], clock: Clock) {
    this.#jobs = jobs;
    this.#clock = clock;
  }

  start(): void {
    this.#timers = this.#jobs.map((job) => setInterval(() => void this.run(job), job.everySeconds * 1000));
  }

  /** Runs every job once, in order, now: for tests, the demo and the first moments after a start. */
  async runAll(): Promise<void> {
    for (const job of this.#jobs) await this.run(job);
  }

  run(job: Job): Promise<void> {
    const current = this.#running.get(job.name);
    if (current) return current;
    if (this.#stopped) return Promise.resolve();
    const run = this.#runOnce(job).finally(() => this.#running.delete(job.name));
    this.#running.set(job.name, run);
    return run;
  }

  /** Runs a job shortly, without waiting for its turn; many calls make one run. */
  soon(job: Job): void {
    if (this.#stopped || this.#soon.has(job.name)) return;
    const timer = setTimeout(() => {
      this.#soon.delete(job.name);
      void this.run(job);
    }, SOON_MS);
    this.#soon.set(job.name, timer);
  }

  /** Waits for the jobs under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of [...this.#timers, ...this.#soon.values()]) clearTimeout(timer);
    await Promise.all(this.#running.values());
    await giveUpLeases(this.#holder);
  }

  async #runOnce(job: Job): Promise<void> {
    try {
      // Leases run on the machine's time: the product's clock may stand still or jump.
      const seconds = Math.max(60, job.everySeconds * 3);
      if (!job.everyProcess && !(await takeLease(job.name, this.#holder, new Date(), seconds))) return;
      await job.run(systemContext(job.name, this.#clock.now()));
    } catch (error) {
      log.error({ job: job.name, ...faultDetails(error) }, 'job failed; it is tried again at its next turn');
    }
  }
}
