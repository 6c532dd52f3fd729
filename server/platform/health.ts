import type { Express } from 'express';
import mongoose from 'mongoose';
import type { Clock } from './clock/clock.ts';
import { storeAnswers, storeHasRoom } from './data/connection.ts';
import { type Stuck, stuckEntries } from './journal/index.ts';

/** Whoever asks gives up after two seconds or so; a store that hangs says nothing of itself. */
const PATIENCE_MS = 1500;

interface Answered {
  journal: Stuck;
  hasRoom: boolean;
}

/** What the store says; undefined when it does not answer in time. */
async function answered(now: Date): Promise<Answered | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const over = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined)),
  );
  const asked = storeAnswers(signal).then(async (answers) => {
    if (!answers) return undefined;
    const [journal, hasRoom] = await Promise.all([
      stuckEntries(now),
      storeHasRoom(mongoose.connection.db!, signal),
    ]);
    return { journal, hasRoom };
  });
  return Promise.race([asked.catch(() => undefined), over]);
}

/**
 * /health/live: the process answers. /health/ready: it can serve, its store answers too; and, for whoever watches the
 * site, how many entries of the journal are stuck. A store that is full can be read, but takes nothing: not ready.
 */
export function mountHealth(app: Express, clock: Clock): void {
  app.get('/health/live', (_request, response) => void response.json({ ok: true }));
  app.get('/health/ready', async (_request, response) => {
    const said = await answered(clock.now());
    if (!said) response.status(503).json({ ok: false, store: 'does not answer' });
    else if (!said.hasRoom) response.status(503).json({ ok: false, store: 'is full' });
    else response.json({ ok: true, store: 'answers', journal: said.journal });
  });
}
