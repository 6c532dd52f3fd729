import type { Request, Response } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { productVersion } from '../../platform/data/migrations/state.ts';
import type { StoreNumbers } from './store-numbers.ts';

/** What this process knows without asking anybody. */
export interface OwnNumbers {
  requestsInFlight: number;
  sockets: number;
  /** Entries of the journal that wait for their reactions here. */
  reactionsWaiting: number;
  freeBytes: number | undefined;
  jobs: { name: string; endedAt?: Date | undefined; failures: number }[];
}

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** As proxies write it: whoever asked had gone. */
const GONE = '499';

/** The metrics of one site in one process, by the names that ops/ and docs/operations.md use. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #gauges = new Map<string, Gauge>();
  readonly #slowQueries: Counter;
  readonly #jobFailures: Gauge<'job'>;
  readonly #jobEnds: Gauge<'job'>;
  #ofProcess = false;

  constructor() {
    const registers = [this.#registry];
    this.#requests = new Histogram({
      name: 'city_http_request_duration_seconds',
      help: 'Requests by route, method and status, without files of the pages',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.#slowQueries = new Counter({
      name: 'city_store_slow_queries_total',
      help: 'Commands to the store that took 100 ms or longer, since the start',
      registers,
    });
    const labelNames = ['job'] as const;
    this.#jobEnds = new Gauge({
      name: 'city_job_last_end_timestamp_seconds',
      help: 'When a job last came to its end, in the process that runs it',
      labelNames,
      registers,
    });
    this.#jobFailures = new Gauge({
      name: 'city_job_failures',
      help: 'How often a job has failed since the start of this process',
      labelNames,
      registers,
    });
    new Gauge({
      name: 'city_build_info',
      help: 'The version that runs',
      labelNames: ['version'],
      registers,
    }).set({ version: productVersion() }, 1);
    for (const [name, help] of Object.entries(GAUGES))
      this.#gauges.set(name, new Gauge({ name, help, registers }));
  }

  readonly observe = (request: Request, response: Response, seconds: number): void => {
    const status = response.writableFinished ? String(response.statusCode) : GONE;
    this.#requests.observe({ method: request.method, route: routeOf(request, response), status }, seconds);
  };

  async text(own: OwnNumbers, store: StoreNumbers | undefined): Promise<string> {
    // From the first question on: who asks for no metrics pays for none.
    if (!this.#ofProcess) collectDefaultMetrics({ register: this.#registry });
    this.#ofProcess = true;
    for (const [name, gauge] of this.#gauges) {
      const value = valuesOf(own, store)[name as keyof typeof GAUGES];
      if (value === undefined) gauge.set(Number.NaN);
      else gauge.set(value);
    }
    // A counter that falls counts for a new start: while the store is away the last number stands.
    if (store) {
      this.#slowQueries.reset();
      this.#slowQueries.inc(store.slowQueries);
    }
    for (const { name, endedAt, failures } of own.jobs) {
      if (endedAt) this.#jobEnds.set({ job: name }, endedAt.getTime() / 1000);
      this.#jobFailures.set({ job: name }, failures);
    }
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

const GAUGES = {
  city_requests_in_flight: 'Requests that this process is answering',
  city_sockets: 'Live connections to this process',
  city_reactions_waiting: 'Entries of the journal that wait for their reactions in this process',
  city_data_disk_free_bytes: 'Room on the disk of DATA_DIR',
  city_store_up: '1 when the store answers, 0 when it does not',
  city_store_answer_seconds: 'How long the store took to answer now',
  city_journal_open_entries: 'Entries whose reactions have not come through for ten minutes',
  city_journal_given_up: 'Entries with a reaction that was given up in the last seven days',
  city_outbox_waiting: 'Letters that wait to be sent',
  city_outbox_uncertain: 'Letters of which nobody knows whether they went: an administrator decides',
  city_outbox_failed: 'Letters that were given up',
  city_outbox_oldest_seconds: 'How long the first letter has waited since it was to go',
  city_items_overdue: 'Items whose clocks run on after their date',
  city_backup_ok: '1 when the last nightly backup is there, 0 when it failed or is missing',
  city_backup_last_success_timestamp_seconds: 'When the last good nightly backup was made',
} as const;

/** NaN, not 0, stands where nobody knows. */
function valuesOf(
  own: OwnNumbers,
  store: StoreNumbers | undefined,
): Record<keyof typeof GAUGES, number | undefined> {
  const { backup } = store ?? {};
  return {
    city_requests_in_flight: own.requestsInFlight,
    city_sockets: own.sockets,
    city_reactions_waiting: own.reactionsWaiting,
    city_data_disk_free_bytes: own.freeBytes,
    city_store_up: store ? 1 : 0,
    city_store_answer_seconds: store?.answersSeconds,
    city_journal_open_entries: store?.journal.open,
    city_journal_given_up: store?.journal.givenUp,
    city_outbox_waiting: store?.letters.waiting,
    city_outbox_uncertain: store?.letters.uncertain,
    city_outbox_failed: store?.letters.failed,
    city_outbox_oldest_seconds: store?.oldestLetterSeconds,
    city_items_overdue: store?.overdue,
    city_backup_ok: backup && Number(backup.ok),
    city_backup_last_success_timestamp_seconds: backup?.madeAt && backup.madeAt.getTime() / 1000,
  };
}

/** As it was written in the code, so that no code of an item becomes a label. */
export function routeOf(request: Request, response: Response): string {
  const page = response.locals['route'] as string | undefined;
  if (page) return page;
  const path = request.route?.path as string | undefined;
  return path ? `${request.baseUrl}${path}` : 'none';
}
