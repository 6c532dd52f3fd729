import type { Express } from 'express';
import type { Clock } from './clock/clock.ts';
import { storeAnswers } from './data/connection.ts';
import { stuckEntries } from './journal/index.ts';

/**
 * /health/live: the process answers. /health/ready: it can serve, its store answers too; and, for whoever watches the
 * site, how many entries of the journal are stuck.
 */
export function mountHealth(app: Express, clock: Clock): void {
  app.get('/health/live', (_request, response) => void response.json({ ok: true }));
  app.get('/health/ready', async (_request, response) => {
    if (!(await storeAnswers())) {
      response.status(503).json({ ok: false, store: 'does not answer' });
      return;
    }
    response.json({ ok: true, store: 'answers', journal: await stuckEntries(clock.now()) });
  });
}
