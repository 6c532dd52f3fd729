import mongoose from 'mongoose';
import { type App, createApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import { startStore } from '../../../server/embedded-mongo/index.ts';
import { HandClock } from '../../../server/platform/clock/clock.ts';
import { connectStore, disconnectStore } from '../../../server/platform/data/connection.ts';
import { log } from '../../../server/platform/log.ts';

export interface Opened {
  app: App;
  clock: HandClock;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** The application on the store of a directory, at a moment; nothing listens. */
export async function openOn(directory: string, at: Date, smtpUrl: string): Promise<Opened> {
  log.level = 'silent';
  const store = await startStore({ directory });
  await connectStore(store.uri, { ours: true });
  // As if the time were over for which the jobs are reserved to a process that was killed.
  await mongoose.connection.collection('leases').deleteMany({});
  const config = readConfig({
    PORT: '0',
    SMTP_URL: smtpUrl,
    SESSION_SECRET: 'a secret for tests only, thirty-two characters',
    LOG_LEVEL: 'silent',
  });
  const clock = new HandClock(at);
  const app = await createApp({ config, clock });
  await app.start();
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  return {
    app,
    clock,
    async settled() {
      await app.dispatcher.settled();
      await app.scheduler.runAll();
      await app.dispatcher.settled();
    },
    async close() {
      await app.stop();
      await disconnectStore();
      await store.close();
    },
  };
}
