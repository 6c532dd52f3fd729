import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type App, createApp, type Parts } from '../../server/app.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { HandClock } from '../../server/platform/clock/clock.ts';
import { connectStore, disconnectStore } from '../../server/platform/data/connection.ts';
import { log } from '../../server/platform/log.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { Visitor } from './visitor.ts';

/** Wednesday, 4 March 2026, 10:00 in Hanoi: an ordinary working morning. */
export const WORLD_START = new Date('2026-03-04T03:00:00Z');

export interface World {
  app: App;
  config: Config;
  clock: HandClock;
  /** http://127.0.0.1:PORT */
  address: string;
  letters: Mailbox;
  /** A browser without script: keeps cookies, follows forms. */
  visitor(): Visitor;
  /** Moves the clock, runs every job, and waits until nothing is under way. */
  advance(by: { days?: number; hours?: number; minutes?: number }): Promise<void>;
  /** Waits for reactions, then delivers the letters. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole application on an empty store, with a clock moved by hand and a real SMTP server as mailbox. */
export async function startWorld(environment: NodeJS.ProcessEnv = {}, demo?: Parts['demo']): Promise<World> {
  log.level = 'silent';
  const letters = await openMailbox();
  const own = process.env['MONGODB_URI'] ? undefined : await ownStore();
  await connectStore(own?.uri ?? databaseOfItsOwn(process.env['MONGODB_URI']!));
  const config = readConfig({
    PORT: '0',
    SMTP_URL: letters.url,
    SESSION_SECRET: 'a secret for tests only, thirty-two characters',
    WRITES_PER_MINUTE: '100000',
    STAFF_WRITES_PER_MINUTE: '100000',
    ROOM_WRITES_PER_MINUTE: '100000',
    TRIES_PER_QUARTER_HOUR: '100000',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const clock = new HandClock(WORLD_START);
  const app = await createApp({ config, clock, demo });
  await app.start();
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const settled = async () => {
    await app.dispatcher.settled();
    await app.scheduler.runAll();
    await app.dispatcher.settled();
    // A delivery that was under way already did not know the newest letters.
    const late =
      config.smtpUrl && (await Outbox.exists({ status: 'waiting', nextAt: { $lte: clock.now() } }));
    if (late) await app.scheduler.runAll();
  };
  return {
    app,
    config,
    clock,
    address,
    letters,
    visitor: () => new Visitor(address),
    settled,
    async advance({ days = 0, hours = 0, minutes = 0 }) {
      clock.moveBy(((days * 24 + hours) * 60 + minutes) * 60_000);
      await settled();
    },
    async stop() {
      await app.stop();
      if (!own) await mongoose.connection.dropDatabase();
      await disconnectStore();
      await own?.close();
      await letters.close();
    },
  };
}

async function ownStore() {
  const directory = await mkdtemp(join(tmpdir(), 'city-'));
  const store = await startStore({ directory });
  return {
    uri: store.uri,
    async close() {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function databaseOfItsOwn(uri: string): string {
  const address = new URL(uri);
  address.pathname = `/test-${randomBytes(6).toString('hex')}`;
  return address.href;
}
