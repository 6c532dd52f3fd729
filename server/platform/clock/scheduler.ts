import { randomUUID } from 'node:crypto';
import { type Context, systemContext } from '../context.ts';
import { faultDetails, log } from '../log.ts';
import { beat } from './beat.ts';
import { type Clock, machineClock } from './clock.ts';
import { type Clocks, LeapWatch } from './leap.ts';
import { giveUpLeases, takeLease } from './lease.ts';

export interface Job {
  /** Unique, named after what it does: 'feedback.mark-overdue'. */
  name: string;
  everySeconds: number;
  /** For what each process keeps in its memory; without it a job runs in one process at a time. */
  everyProcess?: boolean;
  /** Does nothing that a wrong clock would spoil: it does not wait until a clock that has leapt can be trusted again. */
  whateverTheClock?: boolean;
  run(context: Context): Promise<void>;
}

const SOON_MS = 300;
/** So many chances to renew a lease before it runs out. */
const RENEWALS = 4;

/** What leases run on: the machine's time, for the product's clock may stand still or jump. */
export interface Machine extends Clocks {
  /** Calls until the returned function is called; that one waits for the call under way. */
  every(milliseconds: number, call: () => Promise<void>): () => Promise<void>;
}

const machine: Machine = { ...machineClock, steady: () => performance.now(), every: beat };

/** Runs each job on its interval: never twice at once in one process, and in one process at a time. */
export class Scheduler {
  readonly #jobs: Job[];
  readonly #clock: Clock;
  readonly #machine: Machine;
  readonly #watch: LeapWatch;
  readonly #holder = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #soon = new Map<Job, NodeJS.Timeout>();
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;

  constructor(jobs: Job[], clock: Clock, leasesRunOn: Machine = machine) {
    this.#jobs = jobs;
    this.#clock = clock;
    this.#machine = leasesRunOn;
    this.#watch = new LeapWatch(leasesRunOn);
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
    if (this.#stopped || this.#soon.has(job)) return;
    this.#soon.set(
      job,
      setTimeout(() => void this.#runSoon(job), SOON_MS),
    );
  }

  /** A run under way may have begun before what this one is for. */
  async #runSoon(job: Job): Promise<void> {
    clearTimeout(this.#soon.get(job));
    await this.#running.get(job.name);
    if (this.#soon.delete(job)) await this.run(job);
  }

  /** Runs at once what was to run shortly, and waits for what is under way: for tests. */
  async settled(): Promise<void> {
    while (this.#soon.size + this.#running.size > 0)
      await Promise.all([
        ...this.#running.values(),
        ...[...this.#soon.keys()].map((job) => this.#runSoon(job)),
      ]);
  }

  /** Waits for the jobs under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of [...this.#timers, ...this.#soon.values()]) clearTimeout(timer);
    await Promise.all(this.#running.values());
    await giveUpLeases(this.#holder);
  }

  async #runOnce(job: Job): Promise<void> {
    if (!job.everyProcess && !job.whateverTheClock && this.#watch.inDoubt()) return;
    const work = () => job.run(systemContext(job.name, this.#clock.now()));
    try {
      await (job.everyProcess ? work() : this.#underLease(job, work));
    } catch (error) {
      log.error({ job: job.name, ...faultDetails(error) }, 'job failed; it is tried again at its next turn');
    }
  }

  /** Works while holding the job's lease, however long that takes; not at all when another process holds it. */
  async #underLease(job: Job, work: () => Promise<void>): Promise<void> {
    const seconds = Math.max(60, job.everySeconds * 3);
    const take = () => takeLease(job.name, this.#holder, this.#machine.now(), seconds);
    if (!(await take())) return;
    const stopRenewing = this.#machine.every((seconds * 1000) / RENEWALS, async () => {
      try {
        if (!(await take()))
          log.warn({ job: job.name }, 'another process has taken the lease of a running job');
      } catch (error) {
        log.warn({ job: job.name, ...faultDetails(error) }, 'lease not renewed; tried again');
      }
    });
    try {
      await work();
    } finally {
      await stopRenewing();
    }
  }
}
