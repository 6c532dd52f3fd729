import { expect } from 'chai';
import type { Actor } from '../../server/platform/context.ts';
import { TooMany } from '../../server/platform/errors.ts';
import { type Counted, countRequest, limitsOf, type Served } from '../../server/platform/web/limits.ts';
import { networkOf } from '../../server/platform/web/network.ts';
import { item, submission } from '../support/factories.ts';
import { api, apiAs, colleague, signIn } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const COUNTS = {
  readsPerMinute: 9,
  listsPerMinute: 9,
  writesPerMinute: 9,
  triesPerQuarterHour: 9,
  roomWritesPerMinute: 9,
  staffWritesPerMinute: 9,
};

const taken = (taking: Promise<unknown>) =>
  taking.then(
    () => 'taken',
    (refused: unknown) => refused,
  );

describe('limits', () => {
  it('count kinds and addresses apart', async () => {
    const limits = limitsOf({ ...COUNTS, writesPerMinute: 2, triesPerQuarterHour: 1 });
    const take = (kind: Counted, address: string) => taken(limits.take(kind, address));
    expect(await take('writes', 'a')).to.equal('taken');
    expect(await take('writes', 'a')).to.equal('taken');
    const refused = await take('writes', 'a');
    expect(refused).to.be.instanceOf(TooMany);
    expect((refused as TooMany).values['seconds']).to.be.within(1, 60);
    expect(await take('writes', 'b')).to.equal('taken');
    for (const kind of ['passwords', 'keys', 'links', 'tokens', 'letters'] as const) {
      expect(await take(kind, 'a')).to.equal('taken');
      expect((await take(kind, 'a')) as TooMany).to.be.instanceOf(TooMany);
    }
  });

  it('give back no more than was taken', async () => {
    const limits = limitsOf({ ...COUNTS, triesPerQuarterHour: 1 });
    const take = () => taken(limits.take('passwords', 'a'));
    // As when the time of the count is over between the try and its being right.
    await limits.giveBack('passwords', 'a');
    await limits.giveBack('passwords', 'a');
    expect(await take()).to.equal('taken');
    expect(await take()).to.be.instanceOf(TooMany);
    await limits.giveBack('passwords', 'a');
    await limits.giveBack('passwords', 'a');
    expect(await take()).to.equal('taken');
  });

  it('count who is signed in by the account, a hall apart, and tries of everybody by the address', async () => {
    const limits = limitsOf({
      ...COUNTS,
      ...{ writesPerMinute: 1, triesPerQuarterHour: 2, roomWritesPerMinute: 3, staffWritesPerMinute: 1 },
    });
    const address = '203.0.113.7';
    const stranger: Actor = { kind: 'visitor', holds: [] };
    const official = (id: string): Actor => ({
      kind: 'staff',
      id,
      name: '',
      email: '',
      roles: [],
      units: [],
    });
    const count = (actor: Actor, served: Served) =>
      taken(countRequest(limits, { actor, address }, served)).then((told) => told === 'taken');
    expect(await count(stranger, { writes: true })).to.equal(true);
    expect(await count(stranger, { writes: true })).to.equal(false);
    for (const expected of [true, true, true, false])
      expect(await count(stranger, { writes: true, limit: 'room' })).to.equal(expected);
    for (const id of ['one', 'two']) {
      expect(await count(official(id), { writes: true, limit: 'room' })).to.equal(true);
      expect(await count(official(id), { writes: true })).to.equal(false);
      expect(await count(official(id), { writes: false })).to.equal(true);
    }
    // Tries of a password: somebody signed in is held up by nobody else either.
    for (const expected of [true, true, false])
      expect(await count(official('three'), { writes: false, limit: 'passwords' })).to.equal(expected);
    expect(await count(official('four'), { writes: false, limit: 'passwords' })).to.equal(true);
    for (const expected of [true, true, true])
      expect(await count(stranger, { writes: true, limit: 'itself' })).to.equal(expected);
  });

  const SAME: [address: string, network: string][] = [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['unknown', 'unknown'],
  ];
  for (const [address, network] of SAME)
    it(`takes ${address} for one of ${network}`, () => {
      expect(networkOf(address)).to.equal(network);
    });

  describe('at the doors', () => {
    let world: World;
    before(async () => {
      world = await startWorld({
        TRIES_PER_QUARTER_HOUR: '3',
        WRITES_PER_MINUTE: '12',
        READS_PER_MINUTE: '4',
        TRUSTED_PROXIES: '0',
      });
    });
    after(() => world.stop());

    it('hold up who tries keys, say how long, and keep what was typed', async () => {
      const visitor = world.visitor();
      await visitor.get('/track');
      const wrong = { code: 'PA-2026-000001', key: 'AAAA-AAAA-AAAA-AAAA' };
      for (let turn = 0; turn < 3; turn++) expect((await visitor.post('/track', wrong)).status).to.equal(422);
      const seen = await visitor.post('/track', wrong);
      expect(seen.status).to.equal(429);
      expect(seen.text).to.match(/Hãy đợi 1\d phút/);
      expect(seen.$('input[name=code]').val()).to.equal(wrong.code);
      expect((await visitor.get('/track')).status).to.equal(200);
    });

    it('count only what was wrong, and hold up no right key', async () => {
      const { code, key } = await item(world);
      const one = await colleague(world, 'leader');
      for (let turn = 0; turn < 5; turn++) await signIn(world.visitor(), one);
      const call = api(world);
      for (let turn = 0; turn < 5; turn++)
        expect((await call('get', `/feedback/${code}`)).status).to.equal(200);
      // The pot of keys is empty by now, for wrong ones.
      const wrong = { 'receipt-key': 'AAAA-AAAA-AAAA-AAAA' };
      expect((await call('get', `/feedback/${code}`, { headers: wrong })).status).to.equal(429);
      const headers = { 'receipt-key': key };
      expect((await call('get', `/feedback/${code}`, { headers })).status).to.equal(200);
      const visitor = world.visitor();
      await visitor.get('/track');
      expect((await visitor.post('/track', { code, key })).path).to.equal(`/feedback/${code}`);
      expect(
        (
          await world
            .visitor()
            .get(`/feedback/${code}/open/${world.app.site.tokens.derived('receipt', code)}`)
        ).status,
      ).to.equal(200);
    });

    it('hold up who tries tokens, and nobody with a right one', async () => {
      const wrong = api(world, 'a-token-that-nobody-has-made');
      for (let turn = 0; turn < 3; turn++) expect((await wrong('get', '/feedback')).status).to.equal(401);
      expect((await wrong('get', '/feedback')).status).to.equal(429);
      const right = await apiAs(world, 'leader');
      expect((await right('get', '/feedback')).status).to.equal(200);
    });

    it('hold up programs that write too much, in their own form', async () => {
      const call = api(world);
      const statuses: number[] = [];
      for (let turn = 0; turn < 14; turn++)
        statuses.push((await call('post', '/feedback', { body: submission() })).status);
      expect(statuses).to.include(201).and.include(429);
      const refused = await call('post', '/feedback', { body: submission() });
      expect(refused.headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(refused.body).to.include({ status: 429, type: 'urn:problem:errors.too-many' });
      expect((await call('get', '/feedback')).status).to.equal(200);
    });

    it('hold up programs that fetch the lists of Open311 without end, in the format that they ask for', async () => {
      const get = (path: string) => fetch(`${world.address}/open311/${path}`);
      for (let turn = 0; turn < 2; turn++) {
        expect((await get('v2/requests.json')).status).to.equal(200);
        expect((await get('v2/services.xml')).status).to.equal(200);
      }
      const refused = await get('v2/requests.json?status=open');
      expect(refused.status).to.equal(429);
      expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
      expect(await refused.json())
        .to.be.an('array')
        .with.nested.property('[0].code', 429);
      expect(await (await get('discovery.xml')).text()).to.match(/<code>429<\/code>/);
      // People who read pages are not counted.
      expect((await world.visitor().get('/feedback')).status).to.equal(200);
    });

    it('believe no address that the caller names', async () => {
      const headers = {
        'x-forwarded-for': '203.0.113.7',
        'content-type': 'application/x-www-form-urlencoded',
      };
      const answer = await fetch(`${world.address}/feedback/new`, {
        method: 'POST',
        headers,
        body: 'text=x',
      });
      expect(answer.status).to.equal(429);
      expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60);
    });
  });
});
