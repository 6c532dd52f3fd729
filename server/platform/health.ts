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
  more: Record<string, unknown>;
}

/** What others have to say there, each under its name; nothing of it makes a site unable to serve. */
export type More = Record<string, (now: Date) => Promise<unknown>>;

/** What the store says; undefined when it does not answer in time. */
async function answered(now: Date, others: More): Promise<Answered | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const over = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined)),
  );
  const asked = storeAnswers(signal).then(async (answers) => {
    if (!answers) return undefined;
    const [journal, hasRoom, more] = await Promise.all([
      stuckEntries(now),
      storeHasRoom(mongoose.connection.db!, signal),
      Promise.all(Object.entries(others).map(async ([name, say]) => [name, await say(now)])),
    ]);
    return { journal, hasRoom, more: Object.fromEntries(more) };
  });
  return Promise.race([asked.catch(() => undefined), over]);
}

/**
 * /health/live: the process answers. /health/ready: it can serve, its store answers too; and, for whoever watches the
 * site, how many entries of the journal are stuck and what else others say. A store that is full can be read, but takes nothing: not ready.
 */
export function mountHealth(app: Express, clock: Clock, others: More = {}): void {
  app.get('/health/live', (_request, response) => void response.json({ ok: true }));
  app.get('/health/ready', async (_request, response) => {
    const said = await answered(clock.now(), others);
    if (!said) response.status(503).json({ ok: false, store: 'does not answer' });
    else if (!said.hasRoom) response.status(503).json({ ok: false, store: 'is full' });
    else response.json({ ok: true, store: 'answers', journal: said.journal, ...said.more });
  });
}
