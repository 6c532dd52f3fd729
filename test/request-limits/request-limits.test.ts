import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createApp } from '../../server/app.ts';
import { features } from '../../server/features.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import type { Limits } from '../../server/platform/web/limits.ts';
import { WAIT_SECONDS, WORK_BITS } from '../../server/platform/web/work.ts';
import { tendRefusals } from '../../server/request-limits/current.ts';
import { RefusalModel } from '../../server/request-limits/model.ts';
import { scene } from '../dialogues/scene.ts';
import { submission } from '../support/factories.ts';
import { api, apiAs, type Person, person } from '../support/people.ts';
import type { Seen } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';

const PATH = '/administration/limits';
const ADDRESS = '127.0.0.1';

/** What a browser with script finds. */
function worked(challenge: string): string {
  for (let nonce = 0; ; nonce++) {
    const digest = createHash('sha256').update(`${challenge}:${nonce}`).digest();
    if (digest.readUInt32BE(0) >>> (32 - WORK_BITS) === 0) return `${challenge}:${nonce}`;
  }
}

const challengeOn = (seen: Seen) => String(seen.$('input[name=_work]').val());

describe('the page of limits', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;

  before(async () => {
    world = await startWorld({ WRITES_PER_MINUTE: '6', LISTS_PER_MINUTE: '5' });
    administrator = await person(world, 'administrator', { language: 'en' });
  });
  after(() => world?.stop());

  const look = async () => (await administrator.visitor.get(PATH)).$;
  const set = async (mode: string) => {
    await administrator.visitor.get(PATH);
    return administrator.visitor.submit('#set-guard', { mode });
  };
  const limitsHere = () => world.app.site.guarded!.limits as Limits;
  /** The count of this network begins anew, as after a minute. */
  const forget = () => world.app.site.guarded!.limits.forget('writes', ADDRESS);
  const key = 'AAAA-AAAA-AAAA-AAAA';

  it('is for those who look after the site', async () => {
    const other = await person(world, 'coordinator');
    expect((await other.visitor.get(PATH)).status).to.equal(403);
    expect((await world.visitor().get(PATH)).path).to.match(/^\/sign-in/);
  });

  it('lists whom a limit refuses, how often and since when, and not by address; lets one go', async () => {
    expect((await look())('#refused ~ p').text()).to.contain('Nobody is being limited');
    const get = () => fetch(`${world.address}/feedback`);
    for (let turn = 0; turn < 5; turn++) expect((await get()).status).to.equal(200);
    for (let turn = 0; turn < 3; turn++) expect((await get()).status).to.equal(429);
    expect(await RefusalModel.countDocuments()).to.equal(0);
    const $ = await look();
    const row = $('.rows .row').first().text();
    expect(row).to.contain('Searches, lists and files').and.contain('refused: 3');
    const [kept] = await RefusalModel.find().lean();
    expect(JSON.stringify(kept)).not.to.contain(ADDRESS);
    expect(kept!.mark).to.match(/^[\w-]{12}$/);
    expect($('main').text()).not.to.contain(ADDRESS);
    await administrator.visitor.submit('form[action$="/release"]');
    expect((await get()).status).to.equal(200);
    expect((await look())('.rows .row').first().text()).to.contain('released');
    const entry = await Journal.findOne({ name: 'limit.released' }).lean();
    await world.app.dispatcher.settled();
    expect(entry ?? (await Journal.findOne({ name: 'limit.released' }).lean())!.details).to.be.an('object');
    const gone = await administrator.visitor.post('/administration/limits/release', {
      row: 'lists:nobody',
      _csrf: String($('input[name=_csrf]').first().val()),
    });
    expect(gone.status).to.equal(404);
  });

  it('forgets who was refused a day ago', async () => {
    await world.advance({ hours: 25 });
    expect(await RefusalModel.countDocuments()).to.equal(0);
  });

  it('takes work for what a stranger sends beyond half of the limit, and refuses beyond the limit', async () => {
    await forget();
    const visitor = world.visitor();
    await visitor.get('/track/lost');
    const send = (more = {}) =>
      visitor.submit('form[action="/track/lost"]', { email: 'a@example.org', ...more });
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      await visitor.get('/track/lost');
      statuses.push((await send()).status);
    }
    expect(statuses).to.deep.equal([200, 200, 200, 429]);
    const asked = visitor.last!;
    expect(asked.$('input[name=email]').attr('value')).to.equal('a@example.org');
    const done = await visitor.submit('#work', { _work: worked(challengeOn(asked)) });
    expect(done.status).to.equal(200);
    expect(done.path).to.equal('/track/lost/sent');
  });

  it('asks everybody who is a stranger while the guard is strict, and no member of staff', async () => {
    await forget();
    expect((await set('strict')).text).to.contain('The guard is strict');
    const visitor = world.visitor();
    await visitor.get('/track/lost');
    const asked = await visitor.submit('form[action="/track/lost"]', { email: 'b@example.org' });
    expect(asked.status).to.equal(429);
    const answer = worked(challengeOn(asked));
    expect((await visitor.submit('#work', { _work: answer })).path).to.equal('/track/lost/sent');
    // Each question once.
    await forget();
    await visitor.get('/track/lost');
    const again = await visitor.submit('form[action="/track/lost"]', {
      email: 'b@example.org',
      _work: answer,
    });
    expect(again.status).to.equal(429);
    const forged = await visitor.submit('#work', { _work: 'lt5k.abc.def:1' });
    expect(forged.status).to.equal(429);
    expect((await set('strict')).status).to.equal(200);
  });

  it('lets people wait who have no script, and says how long', async () => {
    await forget();
    const visitor = world.visitor();
    await visitor.get('/track/lost');
    await visitor.submit('form[action="/track/lost"]', { email: 'c@example.org' });
    const early = await visitor.submit('#work');
    expect(early.status).to.equal(429);
    expect(early.text).to.match(/đợi thêm \d+ giây/);
    world.clock.moveBy((WAIT_SECONDS + 1) * 1000);
    expect((await visitor.submit('#work')).path).to.equal('/track/lost/sent');
  });

  it('asks for the password once more where one was typed: it is not sent back', async () => {
    await forget();
    const visitor = world.visitor();
    await visitor.get('/sign-in');
    const { email } = administrator.actor;
    const asked = await visitor.submit('form[action="/sign-in"]', { email, password: 'typed-once' });
    expect(asked.status).to.equal(429);
    expect(asked.$.html()).not.to.contain('typed-once');
    const inside = await visitor.submit('#work', {
      password: administrator.password,
      _work: worked(challengeOn(asked)),
    });
    expect(inside.status).to.equal(200);
    expect(inside.path).not.to.match(/^\/sign-in/);
  });

  it('asks programs without a token by a header, and lets keys open', async () => {
    await forget();
    const body = submission();
    const call = api(world);
    const refused = await call('post', '/feedback', { body });
    expect(refused.status).to.equal(429);
    expect(refused.body.type).to.equal('urn:problem:errors.work.program');
    const [challenge] = refused.headers.get('proof-of-work')!.split(';');
    const headers = { 'proof-of-work': worked(challenge!) };
    const taken = await call('post', '/feedback', { body, headers });
    expect(taken.status).to.equal(201);
    const signed = await apiAs(world, 'coordinator');
    expect((await signed('get', '/feedback')).status).to.equal(200);
    const visitor = world.visitor();
    await visitor.get('/track');
    expect((await visitor.submit('form[action="/track"]', { code: taken.body.code, key })).status).to.equal(
      422,
    );
  });

  it('counts what is sent with its work once: the question before it has written nothing', async () => {
    await forget();
    const visitor = world.visitor();
    const call = api(world);
    // Six forms a minute: asked and sent they would be counted as twelve.
    for (let turn = 0; turn < 5; turn++) {
      await visitor.get('/track/lost');
      const asked = await visitor.submit('form[action="/track/lost"]', { email: 'd@example.org' });
      const sent = await visitor.submit('#work', { _work: worked(challengeOn(asked)) });
      expect(sent.path, `form ${turn}`).to.equal('/track/lost/sent');
    }
    const refused = await call('post', '/feedback', { body: submission() });
    expect(refused.status).to.equal(429);
    expect(refused.headers.get('proof-of-work'), 'the sixth is asked for work').to.be.a('string');
    const headers = { 'proof-of-work': worked(refused.headers.get('proof-of-work')!.split(';')[0]!) };
    const beyond = await call('post', '/feedback', { body: submission(), headers });
    expect(beyond.status, 'nothing is left for the work itself').to.equal(429);
    expect(beyond.headers.get('proof-of-work')).to.equal(null);
  });

  it('asks programs that register somebody for a session, and nobody who is registered', async () => {
    await forget();
    const { session, participant } = await scene(world);
    const code = await session('live');
    const call = api(world);
    const body = { by: 'Nguyễn An' };
    const refused = await call('post', `/dialogues/${code}/participants`, { body });
    expect(refused.status).to.equal(429);
    const headers = { 'proof-of-work': worked(refused.headers.get('proof-of-work')!.split(';')[0]!) };
    const taken = await call('post', `/dialogues/${code}/participants`, { body, headers });
    expect(taken.status).to.equal(201);
    const question = {
      ...{ topic: 'other', text: 'Bao giờ thành phố cắt cây nghiêng trước trường học?' },
      clientId: 'a-question-of-mine',
    };
    const asked = (token: string) =>
      call('post', `/dialogues/${code}/questions`, { body: { ...question, participant: token } });
    const { token } = await participant(code);
    expect((await asked(token)).headers.get('proof-of-work')).to.equal(null);
    expect((await asked('made.up')).headers.get('proof-of-work')).to.be.a('string');
  });

  it('asks no work for a part of a form that writes nothing, nor for what is signed', async () => {
    await forget();
    const visitor = world.visitor();
    await visitor.get(`/feedback/new?regulation=${submission().regulation}`);
    const words = { subject: 'Cây nghiêng', text: 'Cây trước nhà số 4 nghiêng ra đường. Bao giờ được cắt?' };
    const part = await visitor.submit('form[action="/feedback/new"]', { ...words, step: 'sender' });
    expect(part.status).to.equal(200);
    const sent = await visitor.submit('form[action="/feedback/new"]', { ...words, step: 'send' });
    expect(sent.$('#work').length, 'sending is asked').to.equal(1);
    const signed = { '/sign-in/provider/callback': 404, '/following/unknown/stop': 200 };
    for (const [path, expected] of Object.entries(signed)) {
      const body = new URLSearchParams({ SAMLResponse: 'x', 'List-Unsubscribe': 'One-Click' });
      const { status } = await fetch(`${world.address}${path}`, { method: 'POST', body });
      expect(status, path).to.equal(expected);
    }
  });

  it('goes back one step, once, and is written down', async () => {
    const $ = await look();
    expect($('#undo-guard').text()).to.contain('back to “On”');
    expect((await administrator.visitor.submit('#undo-guard')).text).to.contain('The guard is on');
    const again = await administrator.visitor.post('/administration/limits/undo', {
      _csrf: String($('input[name=_csrf]').first().val()),
    });
    expect(again.status).to.equal(409);
    await world.app.dispatcher.settled();
    const entries = await Journal.find({ name: /^guard\./ })
      .sort({ _id: 1 })
      .lean();
    expect(entries.map(({ name, details }) => [name, details])).to.deep.equal([
      ['guard.set', { from: 'on', to: 'strict' }],
      ['guard.undone', { from: 'strict', to: 'on' }],
    ]);
    expect((await look())('#history').parent().text()).to.contain('Strict');
  });

  it('refuses nobody while it is off, but for guesses, and counts all the same', async () => {
    await set('off');
    const visitor = world.visitor();
    for (let turn = 0; turn < 8; turn++) {
      await visitor.get('/track/lost');
      const sent = await visitor.submit('form[action="/track/lost"]', { email: 'e@example.org' });
      expect(sent.path, 'no work either').to.equal('/track/lost/sent');
    }
    const get = () => fetch(`${world.address}/feedback`);
    for (let turn = 0; turn < 8; turn++) expect((await get()).status).to.equal(200);
    expect((await look())('.rows .row').first().text()).to.contain('Searches, lists and files');
    const limits = limitsHere();
    const { points } = await limits.add('passwords', 'x');
    for (let turn = 1; turn < Math.min(points, 10); turn++) await limits.add('passwords', 'x');
    expect(await limits.take('voices', 'y', 1_000)).to.have.property('consumed', 1_000);
    const held = await limits
      .take('letters', 'y', 1_000_000)
      .catch((refused: Error) => refused.constructor.name);
    expect(held).to.equal('TooMany');
    expect((await set('on')).text).to.contain('The guard is on');
    expect((await get()).status).to.equal(429);
  });

  it('wrong input is said, and changes nothing', async () => {
    const seen = await set('loud');
    expect(seen.status).to.equal(422);
    expect((await look())('#mode-on').is('[checked]')).to.equal(true);
  });

  it('of a second process counts by itself where there is no Redis: the page says so, and letting go reaches both', async () => {
    const site = world.app.site;
    const config = { ...world.config, mongoUri: 'as two processes over one store' };
    const other = await createApp({ config, clock: world.clock });
    await new Promise<void>((resolve) => other.server.listen(0, ADDRESS, resolve));
    const address = `http://${ADDRESS}:${(other.server.address() as AddressInfo).port}`;
    try {
      await site.guarded!.limits.forget('lists', ADDRESS);
      const there = () => fetch(`${address}/feedback`);
      for (let turn = 0; turn < 5; turn++) expect((await there()).status).to.equal(200);
      expect((await there()).status).to.equal(429);
      // Here nobody has counted them.
      expect((await fetch(`${world.address}/feedback`)).status).to.equal(200);
      expect(other.site.guarded!.counts).to.equal('apart');
      expect(site.guarded!.counts).to.equal('alone');
      await tendRefusals({ site: other.site, now: world.clock.now() });
      await look();
      await administrator.visitor.submit('form[action$="/release"]:has(input[value^="lists:"])');
      expect((await there()).status).to.equal(429);
      await tendRefusals({ site: other.site, now: world.clock.now() });
      expect((await there()).status).to.equal(200);
    } finally {
      other.server.closeAllConnections();
      await new Promise((resolve) => other.server.close(resolve));
    }
  });
});

describe('limits of what everybody may read', () => {
  it('say so without drawing what they spare', async () => {
    const world = await startWorld({ LISTS_PER_MINUTE: '2' });
    try {
      const get = () => fetch(`${world.address}/targets`);
      for (let turn = 0; turn < 2; turn++) expect(await (await get()).text()).to.contain('<table');
      const refused = await get();
      expect(refused.status).to.equal(429);
      expect(await refused.text()).not.to.contain('<table');
    } finally {
      await world.stop();
    }
  }).timeout(60_000);

  /** Cheap, one row, or what a whole hall opens behind one address. */
  const EXCUSED = [
    '/calendar',
    // Its search counts by itself: the form opens however many look at lists from the same network.
    '/feedback/new',
    '/sign-in',
    '/sign-in/code',
    '/sign-in/second-factor',
    '/dialogue-duty',
    '/feedback/:code',
    '/track',
    '/follow',
    '/dialogues',
    '/dialogues/:code',
    '/embed/delays/:unit/list.json',
    '/open-data/schema.json',
    '/feedback/:code/feed.atom',
    '/feedback/:code/own-data.json',
    '/calendar.ics',
    '/brand.css',
    '/language/:language',
    '/dialogues/{code}/questions',
    '/dialogues/{code}/log',
  ];

  it('are on every search, list and file that is made anew', () => {
    const all = features.flatMap(({ routes = [], operations = [] }) => [...routes, ...operations]);
    const dear = all.filter(({ method, who, path, query }) => {
      if (method !== 'get' || who !== 'anyone') return false;
      const searched = Object.keys((query?.describe().keys ?? {}) as object).length > 0;
      return searched || /\.(csv|jsonl?|pdf|xlsx|atom|xml)$/.test(path);
    });
    const without = dear.filter(({ limit, path }) => !limit && !EXCUSED.includes(path));
    expect(without.map(({ path }) => path)).to.deep.equal([]);
    expect(dear.filter(({ limit }) => limit === 'lists').length).to.be.greaterThan(20);
  });
});
