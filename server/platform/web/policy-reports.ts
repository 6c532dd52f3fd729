import express, { type Express } from 'express';
import type { Clock } from '../clock/clock.ts';
import { log } from '../log.ts';
import type { Limits } from './limits.ts';
import { networkOf } from './network.ts';

export const REPORTS_PATH = '/policy-reports';

/** What browsers have not carried out, because the policy of our pages does not allow it; since this process runs. */
export interface PolicyReport {
  /** `script-src-elem`, say. */
  directive: string;
  count: number;
  lastAt: Date;
}

const MOST_BYTES = '16kb';
/** Anybody may send a report: made-up directives fill no memory. */
const MOST_DIRECTIVES = 30;
const DIRECTIVE = /^[a-z-]{3,40}$/;

/** Directives of one report (`report-uri`) or of several (`report-to`). Addresses and samples may be private: not read. */
export function directivesOf(body: unknown): string[] {
  const reports = Array.isArray(body) ? body.slice(0, 20) : [body];
  return reports.flatMap((report) => {
    const about =
      (report as { body?: unknown } | null)?.body ??
      (report as Record<string, unknown> | null)?.['csp-report'];
    const {
      effectiveDirective,
      'effective-directive': older,
      'violated-directive': oldest,
    } = (about ?? {}) as Record<string, unknown>;
    const name = String(effectiveDirective ?? older ?? oldest ?? '').split(' ')[0]!;
    return DIRECTIVE.test(name) ? [name] : [];
  });
}

/** Counts reports in this process; each network as many as it may write. */
export class PolicyReports {
  readonly #counted = new Map<string, PolicyReport>();

  list(): PolicyReport[] {
    return [...this.#counted.values()].sort((one, other) => other.count - one.count);
  }

  mount(app: Express, limits: Limits, clock: Clock): void {
    const type = ['application/csp-report', 'application/reports+json', 'application/json'];
    app.post(REPORTS_PATH, express.json({ type, limit: MOST_BYTES }), async (request, response) => {
      await limits.take('writes', `${networkOf(request.ip ?? 'unknown')} reports`);
      for (const directive of directivesOf(request.body)) this.#count(directive, clock.now());
      response.status(204).end();
    });
  }

  #count(directive: string, lastAt: Date): void {
    const known = this.#counted.get(directive);
    if (!known && this.#counted.size >= MOST_DIRECTIVES) return;
    if (!known) log.warn({ directive }, 'a browser reports what the policy of our pages does not allow');
    this.#counted.set(directive, { directive, count: (known?.count ?? 0) + 1, lastAt });
  }
}
