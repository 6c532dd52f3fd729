import type { Express } from 'express';
import type { Clock } from './clock/clock.ts';
import { storeAnswers } from './data/connection.ts';
import { type Stuck, stuckEntries } from './journal/index.ts';

/** Whoever asks gives up after two seconds or so; a store that hangs says nothing of itself. */
const PATIENCE_MS = 1500;

/** What is stuck; undefined when the store does not answer in time. */
async function answered(now: Date): Promise<Stuck | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const over = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined)),
  );
  const asked = storeAnswers(signal).then((answers) => (answers ? stuckEntries(now) : undefined));
  return Promise.race([asked.catch(() => undefined), over]);
}

/**
 * /health/live: the process answers. /health/ready: it can serve, its store answers too; and, for whoever watches the
 * site, how many entries of the journal are stuck.
 */
export function mountHealth(app: Express, clock: Clock): void {
  app.get('/health/live', (_request, response) => void response.json({ ok: true }));
  app.get('/health/ready', async (_request, response) => {
    const journal = await answered(clock.now());
    if (journal) response.json({ ok: true, store: 'answers', journal });
    else response.status(503).json({ ok: false, store: 'does not answer' });
  });
}
