import type { AddressInfo } from 'node:net';
import { type App, createApp, type Parts } from '../../server/app.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { HandClock } from '../../server/platform/clock/clock.ts';
import { log } from '../../server/platform/log.ts';
import { connectPrepared, rememberFirstStart } from './first-start.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { toBeStopped } from './running.ts';
import { SECRET } from './site.ts';
import { leaveStore } from './store.ts';
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
  advanceTo(moment: Date): Promise<void>;
  /** Waits for reactions, then delivers the letters. No other job runs: what needs one says `advance`. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** A walk as many people may take longer than a proof holds: the tests of it make it old. */
const givenTime = (environment: NodeJS.ProcessEnv): Config => ({
  ...readConfig(environment),
  proofMinutes: 600,
});

/** The whole application on an empty store, with a clock moved by hand and a real SMTP server as mailbox. */
export async function startWorld(environment: NodeJS.ProcessEnv = {}, demo?: Parts['demo']): Promise<World> {
  log.level = 'silent';
  const letters = await openMailbox();
  const begun: (() => Promise<void>)[] = [() => letters.close(), leaveStore];
  const stop = toBeStopped(async () => {
    for (const end of begun.reverse()) await end();
  });
  await connectPrepared(environment['TIME_ZONE'], !environment['MONGODB_URI']);
  const config = givenTime({
    PORT: '0',
    SMTP_URL: letters.url,
    SESSION_SECRET: SECRET,
    WRITES_PER_MINUTE: '100000',
    READS_PER_MINUTE: '100000',
    LISTS_PER_MINUTE: '100000',
    STAFF_WRITES_PER_MINUTE: '100000',
    ROOM_WRITES_PER_MINUTE: '100000',
    TRIES_PER_QUARTER_HOUR: '100000',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const clock = new HandClock(WORLD_START);
  const app = await createApp({ config, clock, demo });
  begun.push(() => app.stop());
  await app.start();
  await app.dispatcher.settled();
  await rememberFirstStart(environment['TIME_ZONE']);
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const settled = async () => {
    await app.dispatcher.settled();
    await app.scheduler.settled();
  };
  const everyJob = async () => {
    await app.dispatcher.settled();
    await app.scheduler.runAll();
    await settled();
  };
  return {
    app,
    config,
    clock,
    address,
    letters,
    visitor: () => new Visitor(address),
    settled,
    advance({ days = 0, hours = 0, minutes = 0 }) {
      clock.moveBy(((days * 24 + hours) * 60 + minutes) * 60_000);
      return everyJob();
    },
    advanceTo(moment) {
      clock.moveTo(moment);
      return everyJob();
    },
    stop,
  };
}
