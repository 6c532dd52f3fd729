import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { HandClock, pause } from '../../server/platform/clock/clock.ts';
import { systemContext } from '../../server/platform/context.ts';
import { log } from '../../server/platform/log.ts';
import { Delivery } from '../../server/platform/mail/delivery.ts';
import { Outbox, type OutboxLetter, putInOutbox } from '../../server/platform/mail/outbox.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { siteAt } from '../support/site.ts';
import { emptyStore } from '../support/store.ts';

const NOW = new Date('2026-03-04T03:00:00Z');
const SLOW = 'slow@kin.example';

const letter = (id: string, to = 'lan@kin.example') => ({
  ...{ _id: id, to, language: 'vi' as const, letter: 'test', subject: 'Đã tiếp nhận' },
  ...{ html: '<p>Đã nhận.</p>', text: 'Đã nhận.', createdAt: NOW },
});

describe('a mail server that is slow, silent or away', () => {
  let store: Awaited<ReturnType<typeof emptyStore>>;
  let mailbox: Mailbox;
  let deliveries: Delivery[] = [];
  let servers: SMTPServer[] = [];

  before(async () => {
    log.level = 'silent';
    store = await emptyStore();
    mailbox = await openMailbox();
  });
  beforeEach(async () => {
    await Outbox.deleteMany({});
    mailbox.clear();
  });
  afterEach(async () => {
    await Promise.all(deliveries.map((each) => each.stop()));
    await Promise.all(servers.map((each) => new Promise<void>((resolve) => each.close(() => resolve()))));
    deliveries = [];
    servers = [];
  });
  after(async () => {
    await mailbox.close();
    await store.close();
  });

  function deliveryTo(smtpUrl: string, from = 'no-reply@city.example') {
    const clock = new HandClock(NOW);
    const delivery = new Delivery({ smtpUrl, from, clock });
    deliveries.push(delivery);
    return { delivery, run: () => delivery.job().run(systemContext(siteAt(clock), 'test')) };
  }

  async function serverThat(options: SMTPServerOptions): Promise<string> {
    const server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], closeTimeout: 100 },
      ...options,
    });
    server.on('error', () => {});
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  const row = async (id: string) => (await Outbox.findById(id).lean<OutboxLetter>())!;
  const count = (status: OutboxLetter['status']) => Outbox.countDocuments({ status });

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await pause(10);
  }

  /** Never answers when told of the slow address. */
  const hangingFor = () =>
    serverThat({
      onRcptTo: ({ address }, _session, done) => (address === SLOW ? undefined : done()),
      onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
    });

  it('lets no letter wait for one that the server does not answer, also not one that comes later', async () => {
    const url = await hangingFor();
    await putInOutbox(letter('slow', SLOW), ...Array.from({ length: 20 }, (_, at) => letter(`first-${at}`)));
    const { delivery, run } = deliveryTo(url);
    void run();
    await until(async () => (await count('sent')) === 20);
    await putInOutbox(letter('later'));
    delivery.noteNew();
    await until(async () => (await row('later')).status === 'sent');
    expect((await row('slow')).status).to.equal('sending');
  });

  it('stops within seconds while the server hangs; what was not handed over waits for the next start', async () => {
    await putInOutbox(letter('slow', SLOW));
    const { delivery, run } = deliveryTo(await hangingFor());
    const ran = run();
    await until(async () => (await row('slow')).status === 'sending');
    await pause(100);
    const from = performance.now();
    await Promise.all([delivery.stop(), ran]);
    expect(performance.now() - from).to.be.below(3_000);
    expect(await row('slow')).to.include({ status: 'waiting', tries: 0 });
  });

  it('calls a letter uncertain that the server took and then fell silent about', async () => {
    const url = await serverThat({ onData: (stream) => void stream.resume() });
    await putInOutbox(letter('a'));
    const { delivery, run } = deliveryTo(url);
    const ran = run();
    await until(async () => (await row('a')).status === 'sending');
    await pause(200);
    await Promise.all([delivery.stop(), ran]);
    expect((await row('a')).status).to.equal('uncertain');
  });

  it('asks a server that is away with few letters, and gives up none for that within days', async () => {
    await putInOutbox(...Array.from({ length: 200 }, (_, at) => letter(`away-${at}`)));
    await Outbox.updateMany({}, { $set: { tries: 30 } });
    await deliveryTo('smtp://127.0.0.1:1').run();
    expect(await Outbox.countDocuments({ tries: { $gt: 30 } })).to.be.within(1, 30);
    expect(await count('waiting')).to.equal(200);
  });

  it('has several letters on their way at once: a server that takes its time is no queue', async function () {
    this.timeout(20_000);
    const url = await serverThat({
      onData: (stream, _session, done) => void stream.resume().on('end', () => setTimeout(done, 250)),
    });
    await putInOutbox(...Array.from({ length: 80 }, (_, at) => letter(`many-${at}`)));
    const from = performance.now();
    await deliveryTo(url).run();
    expect(await count('sent')).to.equal(80);
    // One after the other would take 20 seconds.
    expect(performance.now() - from).to.be.below(10_000);
  });

  it('has a valid Message-ID when the sender has a name', async () => {
    await putInOutbox(letter('a'));
    await deliveryTo(mailbox.url, 'Thành phố Hà Nội <no-reply@city.example>').run();
    expect(mailbox.all[0]!.headers).to.match(/^Message-ID: <[0-9a-f]{32}@city\.example>\r?$/im);
  });
});
