import { randomUUID } from 'node:crypto';
import { type Context, type Site, systemContext } from '../context.ts';
import { faultDetails, log } from '../log.ts';
import { traced } from '../trace.ts';
import { beat } from './beat.ts';
import { machineClock } from './clock.ts';
import { type Clocks, LeapWatch } from './leap.ts';
import { giveUpLeases, LEASE_SECONDS, renewLeases, takeLease } from './lease.ts';

export interface Job {
  /** Unique, named after what it does: 'feedback.mark-overdue'. */
  name: string;
  everySeconds: number;
  /** For what each process keeps in its memory; without it a job runs in one process at a time. */
  everyProcess?: boolean;
  /** Does nothing that a wrong clock would spoil: it does not wait until a clock that has leapt can be trusted again. */
  runsWithoutTrustedClock?: boolean;
  run(context: Context, going?: Going): Promise<void>;
}

/** What a job that takes long asks now and then. */
export interface Going {
  /** The process ends: what is left is taken up by the next one. */
  stopped(): boolean;
}

const SOON_MS = 20;
/** So many chances to renew the leases before they run out. */
const RENEWALS = 4;

/** What leases run on: the machine's time, for the product's clock may stand still or jump. */
export interface Machine extends Clocks {
  /** Calls until the returned function is called; that one waits for the call under way. */
  every(milliseconds: number, call: () => Promise<void>): () => Promise<void>;
}

const machine: Machine = { ...machineClock, steady: () => performance.now(), every: beat };

/** What became of a job in this process. */
export interface JobRun {
  name: string;
  everySeconds: number;
  begunAt?: Date;
  endedAt?: Date;
  /** Since the start. */
  failures: number;
  /** The kind of the last fault; undefined: it went well the last time. */
  fault?: string | undefined;
}

/** Runs each job on its interval: never twice at once in one process, and in one process at a time. */
export class Scheduler {
  readonly #jobs: Job[];
  readonly #site: Site;
  readonly #machine: Machine;
  readonly #watch: LeapWatch;
  readonly #holder = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #runs = new Map<string, JobRun>();
  readonly #soon = new Map<Job, NodeJS.Timeout>();
  /** Jobs whose leases this process has, and until when. */
  readonly #leases = new Set<string>();
  #heldUntil = new Date(0);
  #stopRenewing: (() => Promise<void>) | undefined;
  #timers: NodeJS.Timeout[] = [];
  #stopped = false;

  constructor(jobs: Job[], site: Site, leasesRunOn: Machine = machine) {
    this.#jobs = jobs;
    this.#site = site;
    this.#machine = leasesRunOn;
    this.#watch = new LeapWatch(leasesRunOn);
  }

  get runs(): JobRun[] {
    return this.#jobs.map(
      ({ name, everySeconds }) => this.#runs.get(name) ?? { name, everySeconds, failures: 0 },
    );
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
    await this.#stopRenewing?.();
    await giveUpLeases(this.#holder);
  }

  async #runOnce(job: Job): Promise<void> {
    if (!job.everyProcess && !job.runsWithoutTrustedClock && this.#watch.inDoubt()) return;
    try {
      if (!job.everyProcess && !(await this.#holds(job))) return;
      await this.#noted(job, () => this.#begun(job));
    } catch (error) {
      log.error({ job: job.name, ...faultDetails(error) }, 'job failed; it is tried again at its next turn');
    }
  }

  #begun(job: Job): Promise<void> {
    return job.run(systemContext(this.#site, job.name), { stopped: () => this.#stopped });
  }

  async #noted({ name, everySeconds }: Job, work: () => Promise<void>): Promise<void> {
    const failures = this.#runs.get(name)?.failures ?? 0;
    const run: JobRun = {
      ...this.#runs.get(name),
      name,
      everySeconds,
      failures,
      begunAt: this.#machine.now(),
    };
    this.#runs.set(name, run);
    try {
      await traced(this.#site, { kind: 'job', name }, work);
      run.fault = undefined;
    } catch (error) {
      run.failures++;
      run.fault = error instanceof Error ? error.name : typeof error;
      throw error;
    } finally {
      run.endedAt = this.#machine.now();
    }
  }

  /** Takes the lease of a job, once: this process then has it as long as it lives. */
  async #holds({ name }: Job): Promise<boolean> {
    const now = this.#machine.now();
    if (this.#leases.has(name) && now < this.#heldUntil) return true;
    const until = await takeLease(name, this.#holder, now);
    if (!until) return false;
    // The leases are renewed together: all are held until the first of them would end.
    if (this.#leases.size === 0 || now >= this.#heldUntil) {
      this.#leases.clear();
      this.#heldUntil = until;
    }
    this.#leases.add(name);
    this.#stopRenewing ??= this.#machine.every((LEASE_SECONDS * 1000) / RENEWALS, () => this.#renew());
    return true;
  }

  async #renew(): Promise<void> {
    try {
      const { held, until } = await renewLeases(this.#holder, this.#machine.now());
      if (held < this.#leases.size) this.#noteLoss();
      else this.#heldUntil = until;
    } catch (error) {
      log.warn({ ...faultDetails(error) }, 'leases not renewed; tried again');
    }
  }

  /** This process was silent for so long that it counted as dead. Each job asks anew at its next turn. */
  #noteLoss(): void {
    log.warn({ jobs: [...this.#running.keys()] }, 'another process has taken a lease of this one');
    this.#leases.clear();
  }
}
