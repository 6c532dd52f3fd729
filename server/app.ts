import type { Server } from 'node:http';
import {
  actorOfSession,
  actorOfToken,
  mountScim,
  provesAtProvider,
  provesIdentity,
  rememberedActors,
} from './accounts/index.ts';
import { brandOfLetters, ownCity, ownText } from './branding/index.ts';
import { cityTimeZone, isNight } from './calendar/index.ts';
import type { Config } from './config.ts';
import { features } from './features.ts';
import { mountMetrics } from './operations/metrics/door.ts';
import { Metrics, type OwnNumbers } from './operations/metrics/metrics.ts';
import { freeBytes, storeNumbers } from './operations/metrics/store-numbers.ts';
import { nightlyBackups } from './operations/nightly/job.ts';
import { tellRequest } from './operations/told-requests.ts';
import { mountApi } from './platform/api/door.ts';
import type { Tagged } from './platform/api/operation.ts';
import { referencePage } from './platform/api/reference.ts';
import { type Clock, pause } from './platform/clock/clock.ts';
import { forgetLeases } from './platform/clock/lease.ts';
import { Scheduler } from './platform/clock/scheduler.ts';
import { type DemoSite, type Site, systemContext } from './platform/context.ts';
import { productVersion } from './platform/data/migrations/state.ts';
import type { Feature, Tools } from './platform/feature.ts';
import { comparingJob, startFigures } from './platform/figures/index.ts';
import { clamAv } from './platform/files/index.ts';
import { mountHealth } from './platform/health.ts';
import { Dispatcher } from './platform/journal/index.ts';
import type { LiveCall } from './platform/live/call.ts';
import { joinCluster } from './platform/live/cluster.ts';
import { openLive, type Topic } from './platform/live/door.ts';
import { log } from './platform/log.ts';
import { Delivery } from './platform/mail/delivery.ts';
import { type Letterhead, letterPreview, letterWriter } from './platform/mail/letters.ts';
import { mailFolder } from './platform/mail/mail-folder.ts';
import { identityProvider } from './platform/outbound/identity-provider.ts';
import { siteOf } from './platform/site.ts';
import { smsJob } from './platform/sms/delivery.ts';
import { readAssets } from './platform/web/assets.ts';
import { Counters } from './platform/web/counters.ts';
import { csrfProtection } from './platform/web/csrf.ts';
import { mountPages } from './platform/web/door.ts';
import { Refusals } from './platform/web/guard.ts';
import { httpServer } from './platform/web/http-server.ts';
import { InFlight } from './platform/web/in-flight.ts';
import { limitsOf } from './platform/web/limits.ts';
import { PolicyReports } from './platform/web/policy-reports.ts';
import type { Route } from './platform/web/route.ts';
import { sessions } from './platform/web/sessions.ts';
import { UploadMemory } from './platform/web/upload-memory.ts';
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

/** Joins the features to the doors of one site. The store is connected already; nothing listens yet. */
export async function createApp({ config, clock, demo }: Parts): Promise<App> {
  const { publicUrl, sessionSecret: secret, trustedProxies, liveEventsPerAddress, smtpUrl } = config;
  const scanFile = config.clamAvUrl ? clamAv(config.clamAvUrl) : undefined;
  // Without the password of the mailbox: what every page can see.
  const mailIn = config.mailIn && { address: config.mailIn.address, plus: config.mailIn.plus };
  const sms = config.sms && { country: config.sms.country };
  const site = siteOf({
    ...{ clock, secret, publicUrl, features, demo, scanFile, mailIn, sms },
    inside: config.inside,
  });
  // Its library is read by those alone who have asked for traces.
  site.trace =
    config.traces && (await import('./operations/traces.ts')).tracesTo(config.traces, productVersion());
  const offered = offeredBy(features, demo?.routes);
  site.staffProvider = config.staffProvider && identityProvider(config.staffProvider);
  site.citizenProvider = config.citizenProvider && identityProvider(config.citizenProvider);
  if (config.samlProvider)
    site.staffProvider = (await import('./platform/outbound/saml-provider.ts')).samlProvider(
      config.samlProvider,
    );
  site.calls = offered.operations
    .filter(({ who, method }) => who !== 'anyone' && method !== 'get')
    .map(({ id, summary }) => ({ id, summary }));
  site.acts = new Map(offered.routes.flatMap(({ acts = [] }) => acts).map((act) => [act.id, act]));
  const assets = readAssets();
  const views = readViews({
    timeZone: cityTimeZone,
    ownText,
    publicUrl,
    asset: assets.address,
    integrity: assets.integrity,
    size: assets.size,
  });
  const sessionDoor = sessions(secret, publicUrl.startsWith('https:'));
  const cluster = config.redisUrl ? await joinCluster(config.redisUrl) : undefined;
  const refusals = new Refusals(site.tokens, () => clock.now());
  const limits = limitsOf(config, new Counters(cluster?.counting), {
    isOff: () => site.catalogue.guard?.() === 'off',
    refused: (kind, whose) => refusals.note(kind, whose),
  });
  site.limits = limits;
  const counts = cluster ? 'together' : config.mongoUri ? 'apart' : 'alone';
  site.guarded = { refusals, limits, counts };
  const shared = { site, secret, trustedProxies, limits };
  const web = {
    ...{ ...shared, assets, views, sessions: sessionDoor, actorOf: actorOfSession },
    uploads: new UploadMemory(),
    ...{ provesIdentity, provesAtProvider, proofMinutes: config.proofMinutes },
    csrf: csrfProtection(secret, publicUrl),
    sessionEnded: (id: string) => live.endSession(id),
  };
  const startedAt = clock.now();
  const backups = nightlyBackups(config);
  const metrics = new Metrics();
  const inFlight = new InFlight((request, response, seconds) => {
    metrics.observe(request, response, seconds);
    if (site.trace) tellRequest(site.trace, request, response, seconds);
  });
  const app = webApp(web, inFlight);
  mountHealth(app, clock, { backup: backups.said });
  mountMetrics(app, config.metricsToken, {
    contentType: metrics.contentType,
    text: async () => metrics.text(await ownNumbers(), await storeNumbers(clock.now(), backups.said)),
  });
  mountApi(app, { ...shared, actorOfToken }, offered.operations);
  const policyReports = new PolicyReports();
  policyReports.mount(app, shared.limits, clock);
  mountScim(app, config.scimToken, shared);
  mountPages(app, web, offered.routes);
  const server = httpServer(app);

  const callers = rememberedActors(clock);
  const lines = {
    ...{ ...shared, liveEventsPerAddress, actorOf: callers.actorOf },
    ...{ sessions: sessionDoor.handler, sessionStands: sessionDoor.stands },
    ...(cluster && { adapter: cluster.adapter }),
  };
  const live = openLive(server, lines, offered);

  const delivery = new Delivery({
    ...{ smtpUrl, from: config.mailFrom, clock, mailIn },
    trace: site.trace,
  });
  const writeLetter = letterWriter(views, letterhead);
  site.showLetter = letterPreview(views, letterhead);
  const deliveryJob = delivery.job();
  const tools: Tools = {
    async sendLetter(context, letter) {
      await writeLetter(context, letter);
      if (!smtpUrl) return;
      delivery.noteNew();
      scheduler.soon(deliveryJob);
    },
    eachMail: config.mailIn && mailFolder(config.mailIn),
    sendUpdate: live.send,
    disconnect: live.disconnect,
  };
  const reactions = features.flatMap((feature) => feature.reactions?.(tools) ?? []);
  const dispatcher = new Dispatcher(reactions, site, inFlight.count);
  const jobs = features.flatMap((feature) => feature.jobs?.(tools) ?? []);
  const counted = features.flatMap((feature) => feature.counted ?? []);
  const comparing = comparingJob(counted, isNight, { stopped: () => stopping });
  const platformJobs = [dispatcher.recoveryJob(), comparing, deliveryJob, smsJob(config.sms, clock)];
  const scheduler = new Scheduler([...jobs, ...platformJobs, ...backups.jobs], site);
  site.server = {
    jobs: () => scheduler.runs,
    policyReports: () => policyReports.list(),
    backup: backups.said,
    about: async () => ({
      ...{ version: productVersion(), node: process.version, startedAt },
      store: config.mongoUri ? 'mongodb' : 'embedded',
      freeBytes: await freeBytes(config.dataDirectory),
    }),
    ...{ sendsLetters: !!smtpUrl, mailFrom: config.mailFrom },
  };
  let stopping = false;
  let stopCounting: (() => Promise<void>) | undefined;
  let recovering: Promise<void> | undefined;

  return { site, server, ...offered, scheduler, dispatcher, start, stop };

  async function ownNumbers(): Promise<OwnNumbers> {
    return {
      requestsInFlight: inFlight.count(),
      sockets: live.count(),
      reactionsWaiting: dispatcher.waiting,
      freeBytes: await freeBytes(config.dataDirectory),
      jobs: scheduler.runs,
    };
  }

  async function start(): Promise<void> {
    for (const feature of features)
      await feature.start?.(systemContext(site, `start.${feature.name}`), config);
    stopCounting = await startFigures(counted, clock.now());
    // With a store of its own nobody else can be at work on what the last process left: it is dead.
    if (!config.mongoUri) await Promise.all([delivery.settle(), forgetLeases()]);
    dispatcher.start();
    if (!config.mongoUri) recovering = dispatcher.recover();
    scheduler.start();
  }

  async function stop(): Promise<void> {
    stopping = true;
    // Whoever sends half a request and waits holds up nobody for long.
    const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_MS);
    await within(DOORS_MS, 'requests', async () => {
      await live.close();
      await cluster?.close();
      callers.end();
      await new Promise((resolve) => server.close(resolve));
    });
    clearTimeout(cut);
    // Letters come out of what the dispatcher carries: the mail server is left last.
    await within(WORK_MS, 'reactions', () => dispatcher.stop());
    await within(WORK_MS, 'jobs and letters', async () => {
      await Promise.all([recovering, stopCounting?.(), delivery.stop(), scheduler.stop()]);
    });
    await within(WORK_MS, 'traces', async () => site.trace?.stop());
  }
}

/** What the features bring to the doors. */
function offeredBy(all: Feature[], more: Route[] = []) {
  const operations = all.flatMap(({ name, operations = [] }) =>
    operations.map((operation) => ({ ...operation, tag: name })),
  );
  return {
    operations,
    routes: [...all.flatMap(({ routes = [] }) => routes), referencePage(operations), ...more],
    topics: all.flatMap(({ topics = [] }) => topics),
    calls: all.flatMap(({ calls = [] }) => calls),
    spaces: all.flatMap(({ space = [] }) => space),
  };
}

/** The name of the city is that of the catalogue where nobody has set another. */
function letterhead(): Letterhead {
  const { accent, contact } = brandOfLetters();
  const city = ownCity() ?? allUnits().find(({ kind }) => kind === 'city')?.name;
  return { city, siteContact: contact ?? undefined, ...(accent ? { accent } : {}) };
}

/** What is not done in time is taken up at the next start. */
async function within(milliseconds: number, what: string, work: () => Promise<void>): Promise<void> {
  const late = Symbol('late');
  const ended = await Promise.race([work(), pause(milliseconds).then(() => late)]);
  if (ended === late) log.warn({ what }, 'still under way at the end; the next start takes it up');
}
