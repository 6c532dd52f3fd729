import type { Express } from 'express';
import { storeAnswers } from './data/connection.ts';

/** /health/live: the process answers. /health/ready: it can serve, its store answers too. */
export function mountHealth(app: Express): void {
  app.get('/health/live', (_request, response) => void response.json({ ok: true }));
  app.get('/health/ready', async (_request, response) => {
    const store = await storeAnswers();
    response.status(store ? 200 : 503).json({ ok: store, store: store ? 'answers' : 'does not answer' });
  });
}
