import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { type App, createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { approveQuestion } from '../../server/dialogues/index.ts';
import { EVENT, type EventMessage, SPACE } from '../../server/dialogues/streams/protocol.ts';
import { submitFeedback } from '../../server/feedback/index.ts';
import { HandClock } from '../../server/platform/clock/clock.ts';
import { storeMemory } from '../../server/platform/data/store-memory.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { scene } from '../dialogues/scene.ts';
import { submission } from '../support/factories.ts';
import { colleague, contextOf, signIn } from '../support/people.ts';
import { emptyStore, storeAddress } from '../support/store.ts';
import { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';

const YEAR_LATER = new Date('2027-03-03T03:00:00Z');

/** Two sites of one city, as for staff inside and people outside: one process, one store, all else their own. */
describe('two sites in one process', () => {
  let one: World;
  /** With a secret, an address, a clock and the demo's pages of its own. */
  let two: World;
  let app: App;
  before(async () => {
    // Neither is alone on the store.
    one = await startWorld({ MONGODB_URI: storeAddress(), PUBLIC_URL: 'https://one.city.example' });
    const config = readConfig({
      PORT: '0',
      MONGODB_URI: storeAddress(),
      SMTP_URL: one.config.smtpUrl,
      SESSION_SECRET: 'the secret of another, thirty-two characters',
      PUBLIC_URL: 'http://two.city.example',
      LOG_LEVEL: 'silent',
    });
    const clock = new HandClock(YEAR_LATER);
    app = await createApp({ config, clock, demo: { people: () => [], units: () => [], routes: [] } });
    await app.start();
    app.server.listen(0, '127.0.0.1');
    await once(app.server, 'listening');
    const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const visitor = () => new Visitor(address);
    two = { ...one, app, config, clock, address, visitor };
  });
  after(async () => {
    await app.stop();
    await one.stop();
  });

  const handIn = (world: World, name: string) =>
    submitFeedback(
      contextOf(world, { kind: 'visitor', holds: [] }),
      submission({ email: `${name}@kin.example` }),
      { channel: 'web' },
    );
  const settled = async () => {
    await Promise.all([one, two].map(({ app: each }) => each.dispatcher.settled()));
    await Promise.all([one, two].map(({ app: each }) => each.scheduler.settled()));
  };

  it('number one after the other, each by its own clock, and carry what they have committed, once', async () => {
    const codes = await Promise.all([handIn(one, 'a'), handIn(two, 'b'), handIn(one, 'c'), handIn(two, 'd')]);
    await settled();
    const years = codes.map(({ code }) => code.slice(3, 7));
    expect(years).to.deep.equal(['2026', '2027', '2026', '2027']);
    for (const { code } of codes) {
      const rows = await Journal.find({ 'subject.code': code }).lean();
      expect(rows.map(({ name, tries, open }) => [name, tries, open])).to.deep.equal([
        ['feedback.submitted', 1, false],
      ]);
    }
  });

  it('write letters with their own address, whose links only they open', async () => {
    await Promise.all([handIn(one, 'first'), handIn(two, 'second')]);
    await settled();
    await one.advanceTo(YEAR_LATER);
    const linkIn = ({ html }: { html: string }) => /href="([^"]*\/open\/[^"]*)"/.exec(html)![1]!;
    // Whichever has the lease hands over what stands in the outbox, as with two processes.
    const [first, second] = ['first', 'second'].map((name) => one.letters.to(`${name}@kin.example`));
    expect([first!.length, second!.length]).to.deep.equal([1, 1]);
    const links = [new URL(linkIn(first![0]!)), new URL(linkIn(second![0]!))] as const;
    expect(links.map(({ origin }) => origin)).to.deep.equal([
      'https://one.city.example',
      'http://two.city.example',
    ]);
    const opened = (world: World, { pathname }: URL) => world.visitor().get(pathname);
    expect((await opened(two, links[1])).path).to.match(/^\/feedback\/PA-2027-\d{6}$/);
    const refused = await Promise.all([opened(two, links[0]), opened(one, links[1])]);
    expect(refused.map(({ status }) => status)).to.deep.equal([404, 404]);
  });

  it('have pages, sessions and a demo of their own', async () => {
    const pages = await Promise.all([one, two].map((world) => world.visitor().get('/demo/components')));
    expect(pages.map(({ status }) => status)).to.deep.equal([404, 200]);
    const who = await colleague(two, 'administrator');
    const visitor = two.visitor();
    await signIn(visitor, who);
    expect((await visitor.get('/accounts')).status).to.equal(200);
    const cookies = [...visitor.cookies];
    const elsewhere = one.visitor();
    for (const [name, value] of cookies) elsewhere.cookies.set(name, value);
    expect((await elsewhere.get('/accounts')).path).to.match(/^\/sign-in/);
    const described = await Promise.all(
      [one, two].map((world) => world.visitor().get('/api/v1/openapi.json')),
    );
    expect(described.map(({ html }) => JSON.parse(html).servers[0].url)).to.deep.equal([
      'https://one.city.example/api/v1',
      'http://two.city.example/api/v1',
    ]);
  });

  it('show a dialogue in both; the one goes on when the other has ended', async () => {
    const on = await scene(one);
    const code = await on.session('live');
    const heard = await Promise.all([one, two].map((world) => listen(world.address, code)));
    const approve = async () => {
      const id = await (await on.participant(code)).ask();
      await approveQuestion(on.moderator.context(), code, id);
      return `question:${id}`;
    };
    const first = await approve();
    await Promise.all(heard.map((line) => line.until(first)));
    heard[1]!.socket.close();
    await app.stop();
    await heard[0]!.until(await approve());
    heard[0]!.socket.close();
    expect((await one.visitor().get(`/dialogues/${code}`)).status).to.equal(200);
  });
});

/** A line on the public stream of a session. */
async function listen(address: string, code: string) {
  const socket: Socket = io(`${address}${SPACE}`, { transports: ['websocket'], forceNew: true });
  const keys = new Set<string>();
  socket.on(EVENT, ({ changes }: EventMessage) => {
    for (const { key } of changes) keys.add(key);
  });
  await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
  expect(await socket.emitWithAck('dialogue:join', { code, stream: 'public' })).to.include({ ok: true });
  const until = async (key: string) => {
    while (!keys.has(key)) await new Promise((resolve) => socket.once(EVENT, resolve));
  };
  return { socket, until };
}

describe('what a process remembers of a store', () => {
  const memory = storeMemory(() => ({ read: 0 }));

  it('is forgotten with the store', async () => {
    const first = await emptyStore();
    memory().read++;
    expect(memory().read).to.equal(1);
    await first.close();
    const second = await emptyStore();
    expect(memory().read).to.equal(0);
    await second.close();
  });
});
