import { expect } from 'chai';
import { TooMany } from '../../server/platform/errors.ts';
import { limitsPerAddress } from '../../server/platform/web/limits.ts';
import { submission } from '../support/factories.ts';
import { api } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('limits of an address', () => {
  it('count kinds and addresses apart', async () => {
    const limits = limitsPerAddress({ writesPerMinute: 2, triesPerQuarterHour: 1 });
    const take = (kind: 'writes' | 'tries', address: string) =>
      limits.take(kind, address).then(
        () => 'taken',
        (refused: unknown) => refused,
      );
    expect(await take('writes', 'a')).to.equal('taken');
    expect(await take('writes', 'a')).to.equal('taken');
    const refused = await take('writes', 'a');
    expect(refused).to.be.instanceOf(TooMany);
    expect((refused as TooMany).values['seconds']).to.be.within(1, 60);
    expect(await take('writes', 'b')).to.equal('taken');
    expect(await take('tries', 'a')).to.equal('taken');
    expect((await take('tries', 'a')) as TooMany).to.be.instanceOf(TooMany);
  });

  describe('at the doors', () => {
    let world: World;
    before(async () => {
      world = await startWorld({ TRIES_PER_QUARTER_HOUR: '3', WRITES_PER_MINUTE: '8', TRUSTED_PROXIES: '0' });
    });
    after(() => world.stop());

    it('hold up who tries keys, say how long, and keep what was typed', async () => {
      const visitor = world.visitor();
      await visitor.get('/track');
      const wrong = { code: 'PA-2026-000001', key: 'AAAA-AAAA-AAAA-AAAA' };
      for (let turn = 0; turn < 3; turn++) expect((await visitor.post('/track', wrong)).status).to.equal(422);
      const seen = await visitor.post('/track', wrong);
      expect(seen.status).to.equal(429);
      expect(seen.text).to.match(/\d+ giây/);
      expect(seen.$('input[name=code]').val()).to.equal(wrong.code);
      expect((await visitor.get('/track')).status).to.equal(200);
    });

    it('believe no address that the caller names', async () => {
      const headers = {
        'x-forwarded-for': '203.0.113.7',
        'content-type': 'application/x-www-form-urlencoded',
      };
      const answer = await fetch(`${world.address}/track`, { method: 'POST', headers, body: 'code=x' });
      expect(answer.status).to.equal(429);
      expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 900);
    });

    it('hold up programs that write too much, in their own form', async () => {
      const call = api(world);
      const statuses: number[] = [];
      for (let turn = 0; turn < 9; turn++)
        statuses.push((await call('post', '/feedback', { body: submission() })).status);
      expect(statuses).to.include(201).and.include(429);
      const refused = await call('post', '/feedback', { body: submission() });
      expect(refused.headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(refused.body).to.include({ status: 429, type: 'urn:problem:errors.too-many' });
      expect((await call('get', '/feedback')).status).to.equal(200);
    });
  });
});
