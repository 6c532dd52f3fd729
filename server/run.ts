import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadAnswerRules } from './answer-quality/rule-set.ts';
import type { App, Parts } from './app.ts';
import { type RunningStore, type StoreFault, startStore } from './embedded-mongo/index.ts';
import { type Clock, machineClock } from './platform/clock/clock.ts';
import { noteSlowQuery } from './platform/data/slow-queries.ts';
import { log } from './platform/log.ts';
import { oncePerMinute } from './platform/store-faults.ts';

/** Whoever stops servers kills them after ten seconds. */
const LONGEST_END_MS = 9_000;

export interface Running {
  app: App;
  /** Where it listens: http://127.0.0.1:3000 */
  address: string;
  stop(): Promise<void>;
}

/** Opens the store, listens, and stops cleanly on SIGTERM and SIGINT. */
export async function runServer(
  parts: Omit<Parts, 'clock'> & { clock?: Clock; beforeListen?(app: App): Promise<void> },
): Promise<Running> {
  const { config } = parts;
  log.level = config.logLevel;
  // Weights of one's own are read now, so that a fault in them ends the start; those shipped are read when first needed.
  if (config.answerWeights) loadAnswerRules(config.answerWeights);
  // At once: the store's thread starts while the application's own files are read.
  const [store, { createApp }, { adviceOnStore, connectStore, disconnectStore }] = await Promise.all([
    config.mongoUri ? undefined : openStore(config.dataDirectory),
    import('./app.ts'),
    import('./platform/data/connection.ts'),
  ]);
  await connectStore(config.mongoUri ?? store!.uri, {
    ours: !config.mongoUri,
    watched: config.mongoUri !== undefined,
  });
  if (config.mongoUri) for (const advice of await adviceOnStore()) log.warn(advice);
  const app = await createApp({ ...parts, clock: parts.clock ?? machineClock });
  await app.start();
  await parts.beforeListen?.(app);
  await new Promise<void>((resolve, reject) => {
    app.server.once('error', reject);
    app.server.listen(config.port, config.host, resolve);
  });
  const { port } = app.server.address() as AddressInfo;
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      await app.stop();
      await disconnectStore();
      await store?.close();
    })();
    return stopping;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      setTimeout(() => {
        log.error('not everything has ended; the next start takes up what was under way');
        process.exit(0);
      }, LONGEST_END_MS);
      void stop().then(() => process.exit(0));
    });
  log.info({ port }, 'listening');
  return { app, address: `http://${config.host}:${port}`, stop };
}

function openStore(dataDirectory: string): Promise<RunningStore> {
  // A store that cannot write fails at each write.
  const isTold = oncePerMinute(Date.now);
  const noteStoreFault = (fault: StoreFault) => {
    if (isTold()) log.error(fault, 'the store failed; a store that cannot write has to be started again');
  };
  return startStore({
    directory: join(dataDirectory, 'store'),
    onSlow: noteSlowQuery,
    onFault: noteStoreFault,
  });
}
