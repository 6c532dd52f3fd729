import type { Server } from 'node:http';
import { actorOfSession, actorOfToken, rememberedActors } from './accounts/index.ts';
import { cityTimeZone } from './calendar/index.ts';
import type { Config } from './config.ts';
import { features } from './features.ts';
import { mountApi } from './platform/api/door.ts';
import type { Tagged } from './platform/api/operation.ts';
import { referencePage } from './platform/api/reference.ts';
import { type Clock, pause } from './platform/clock/clock.ts';
import { forgetLeases } from './platform/clock/lease.ts';
import { type Job, Scheduler } from './platform/clock/scheduler.ts';
import { type DemoSite, type Site, systemContext, type Trilingual } from './platform/context.ts';
import type { Tools } from './platform/feature.ts';
import { mountHealth } from './platform/health.ts';
import { Dispatcher } from './platform/journal/index.ts';
import type { LiveCall } from './platform/live/call.ts';
import { type Cluster, joinCluster } from './platform/live/cluster.ts';
import { type Live, openLive, type Topic } from './platform/live/door.ts';
import { log } from './platform/log.ts';
import { Delivery } from './platform/mail/delivery.ts';
import { letterWriter } from './platform/mail/letters.ts';
import { siteOf } from './platform/site.ts';
import { readAssets } from './platform/web/assets.ts';
import { csrfProtection } from './platform/web/csrf.ts';
import { mountPages } from './platform/web/door.ts';
import { httpServer } from './platform/web/http-server.ts';
import { InFlight } from './platform/web/in-flight.ts';
import { limitsOf } from './platform/web/limits.ts';
import type { Route } from './platform/web/route.ts';
import { sessions } from './platform/web/sessions.ts';
import { readViews } from './platform/web/views.ts';
import { webApp } from './platform/web/web-app.ts';
import { allUnits } from './units/index.ts';

/** How long an end may take, in all less than ten seconds: requests, then what they have set off. */
const REQUESTS_MS = 2_500;
const DOORS_MS = 3_000;
const WORK_MS = 2_000;

export interface Parts {
  config: Config;
  clock: Clock;
  /** What the demo adds; absent elsewhere. */
  demo?: DemoSite & { routes: Route[] };
}

export interface App {
  site: Site;
  server: Server;
  routes: Route[];
  operations: Tagged[];
  topics: Topic[];
  calls: LiveCall[];
  scheduler: Scheduler;
  dispatcher: Dispatcher;
  /** Starts jobs and reactions; the caller listens. */
  start(): Promise<void>;
  /** Finishes what is under way: requests, sockets, reactions, jobs. */
  stop(): Promise<void>;
}

/** Joins the features to the doors. The store is connected already; nothing listens yet. */
export async function createApp({ config, clock, demo }: Parts): Promise<App> {
  const { publicUrl, sessionSecret: secret, trustedProxies } = config;
  const site = siteOf({ clock, secret, publicUrl, features, demo });
  const assets = readAssets();
  const views = readViews({ timeZone: cityTimeZone, publicUrl, asset: assets.address });
  const sessionDoor = sessions(secret, publicUrl.startsWith('https:'));
  const limits = limitsOf(config);
  const shared = { site, limits, secret };
  const csrf = csrfProtection(secret, publicUrl);
  const inFlight = new InFlight();
  let live: Live | undefined;
  const webParts = {
    ...shared,
    sessions: sessionDoor,
    sessionEnded: (id: string) => live?.endSession(id),
    views,
    assets,
    csrf,
    trustedProxies,
    actorOf: actorOfSession,
  };
  const app = webApp(webParts, inFlight);
  const server = httpServer(app);

  const writeLetter = letterWriter(views, cityName);
  let cluster: Cluster | undefined;
  const callers = rememberedActors(clock);
  let recovering: Promise<void> | undefined;
  const tools: Tools = {
    async sendLetter(context, letter) {
      await writeLetter(context, letter);
      if (!config.smtpUrl) return;
      delivery.noteNew();
      scheduler.soon(deliveryJob);
    },
    sendUpdate: (update) => live?.send(update),
    disconnect: (accountId) => live?.disconnect(accountId),
  };
  const operations = features.flatMap(({ name, operations = [] }) =>
    operations.map((operation) => ({ ...operation, tag: name })),
  );
  const routes = [
    ...features.flatMap((feature) => feature.routes ?? []),
    referencePage(operations),
    ...(demo?.routes ?? []),
  ];
  const topics = features.flatMap((feature) => feature.topics ?? []);
  const calls = features.flatMap((feature) => feature.calls ?? []);
  const spaces = features.flatMap((feature) => feature.space ?? []);
  const dispatcher = new Dispatcher(
    features.flatMap((feature) => feature.reactions?.(tools) ?? []),
    site,
    inFlight.count,
  );
  const delivery = new Delivery({ smtpUrl: config.smtpUrl, from: config.mailFrom, clock });
  const deliveryJob = delivery.job();
  const jobs: Job[] = [
    ...features.flatMap((feature) => feature.jobs?.(tools) ?? []),
    dispatcher.recoveryJob(),
    deliveryJob,
  ];
  const scheduler = new Scheduler(jobs, site);

  return { site, server, routes, operations, topics, calls, scheduler, dispatcher, start, stop };

  async function start(): Promise<void> {
    for (const feature of features)
      await feature.start?.(systemContext(site, `start.${feature.name}`), config);
    mountHealth(app, clock);
    mountApi(app, { ...shared, actorOfToken }, operations);
    mountPages(app, webParts, routes);
    if (config.redisUrl) cluster = await joinCluster(config.redisUrl);
    const { liveEventsPerAddress } = config;
    const liveParts = {
      ...shared,
      sessions: sessionDoor.handler,
      sessionStands: sessionDoor.stands,
      trustedProxies,
      liveEventsPerAddress,
      actorOf: callers.actorOf,
    };
    live = openLive(
      server,
      { ...liveParts, ...(cluster && { adapter: cluster.adapter }) },
      { topics, calls, spaces },
    );
    // With a store of its own nobody else can be at work on what the last process left: it is dead.
    if (!config.mongoUri) await Promise.all([delivery.settle(), forgetLeases()]);
    dispatcher.start();
    if (!config.mongoUri) recovering = dispatcher.recover();
    scheduler.start();
  }

  async function stop(): Promise<void> {
    // Whoever sends half a request and waits holds up nobody for long.
    const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_MS);
    await within(DOORS_MS, 'requests', async () => {
      await live?.close();
      await cluster?.close();
      callers.end();
      await new Promise((resolve) => server.close(resolve));
    });
    clearTimeout(cut);
    // Letters come out of what the dispatcher carries: the mail server is left last.
    await within(WORK_MS, 'reactions', () => dispatcher.stop());
    await within(WORK_MS, 'jobs and letters', async () => {
      await Promise.all([recovering, delivery.stop(), scheduler.stop()]);
    });
  }
}

/** As the catalogue names it. */
function cityName(): Trilingual | undefined {
  return allUnits().find(({ kind }) => kind === 'city')?.name;
}

/** What is not done in time is taken up at the next start. */
async function within(milliseconds: number, what: string, work: () => Promise<void>): Promise<void> {
  const late = Symbol('late');
  const ended = await Promise.race([work(), pause(milliseconds).then(() => late)]);
  if (ended === late) log.warn({ what }, 'still under way at the end; the next start takes it up');
}
