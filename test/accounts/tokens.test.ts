import { expect } from 'chai';
import { AccessTokenModel } from '../../server/accounts/access-token.ts';
import { accountNames, actorOfToken, createToken } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import type { Staff } from '../../server/platform/context.ts';
import { startWorld, type World } from '../support/world.ts';
import { HEALTH, PASSWORD, person, signedIn, stranger, system } from './world.ts';

describe('access tokens', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const call = (token: string, init: RequestInit = {}) =>
    fetch(`${world.address}/api/v1/units`, { ...init, headers: { authorization: `Bearer ${token}` } });

  it('stand for their owner with scopes, until they expire', async () => {
    const who = await person(world, { roles: ['official'], units: [HEALTH] });
    const { token, expiresAt } = await createToken(system(world), {
      email: who.email,
      scopes: ['read'],
      days: 2,
    });
    expect(expiresAt.toISOString()).to.equal('2026-03-06T03:00:00.000Z');
    const actor = (await actorOfToken(token, world.clock.now())) as Staff;
    expect(actor).to.deep.include({
      kind: 'staff',
      id: who.id,
      roles: ['official'],
      units: [HEALTH],
      scopes: ['read'],
    });
    expect(await actorOfToken(token, new Date(expiresAt.getTime() - 1))).not.to.equal(undefined);
    expect(await actorOfToken(token, expiresAt)).to.equal(undefined);
    expect(await actorOfToken(`${token}x`, world.clock.now())).to.equal(undefined);
  });

  it('open the API by their scopes, and nothing once they have ended', async () => {
    const who = await person(world, { roles: ['coordinator'] });
    const { token } = await createToken(system(world), { email: who.email, scopes: ['read'], days: 1 });
    expect((await call(token)).status).to.equal(200);
    const route = await fetch(`${world.address}/api/v1/feedback/PA-2026-000001/routing`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(route.status).to.equal(403);
    expect(await route.text()).to.contain('errors.scope');
    await world.advance({ days: 1 });
    expect((await call(token)).status).to.equal(401);
    expect((await call('forged-token-forged-token')).status).to.equal(401);
  });

  it('are stored hashed, and note the day of use once', async () => {
    const who = await person(world);
    const { id, token } = await createToken(system(world), { email: who.email, scopes: ['read'], days: 9 });
    await world.settled();
    await actorOfToken(token, world.clock.now());
    const first = await AccessTokenModel.findById(id).lean();
    await actorOfToken(token, new Date(world.clock.now().getTime() + 3_600_000));
    expect(await AccessTokenModel.findById(id).lean()).to.deep.equal(first);
    expect(JSON.stringify(first)).not.to.contain(token);
    expect(first!.lastUsedDay).to.equal('2026-03-05');
  });

  it('stop working when their owner is deactivated', async () => {
    const who = await person(world);
    const { token } = await createToken(system(world), { email: who.email, scopes: ['read'], days: 9 });
    await AccountModel.updateOne({ _id: who.id }, { $set: { status: 'inactive' } });
    expect(await actorOfToken(token, world.clock.now())).to.equal(undefined);
  });

  it('end when their owner signs out everywhere or gets another password', async () => {
    const who = await person(world);
    const made = () => createToken(system(world), { email: who.email, scopes: ['read'], days: 9 });
    const browser = await signedIn(world, who);
    const { token: first } = await made();
    await browser.get('/account');
    await browser.submit('/account/password', {
      currentPassword: PASSWORD,
      newPassword: 'another phrase of five words',
    });
    expect((await call(first)).status).to.equal(401);
    expect(browser.last!.$('form[action$="/withdrawal"]')).to.have.length(0);
    const { token: second } = await made();
    expect((await call(second)).status).to.equal(200);
    await browser.submit('/account/sign-out-everywhere');
    expect((await call(second)).status).to.equal(401);
  });

  it('are made on the account page, shown once, and withdrawn there', async () => {
    const who = await person(world);
    const browser = await signedIn(world, who);
    await browser.get('/account');
    await browser.submit('/account/tokens', {
      tokenName: 'Weekly <report>',
      scopes: ['read', 'write'],
      days: '30',
    });
    expect(browser.last!.path).to.equal('/account/tokens/new');
    const token = browser.last!.$('#token').text();
    expect((await call(token)).status).to.equal(200);
    await browser.get('/account/tokens/new');
    expect(browser.last!.path).to.equal('/account');
    expect(browser.last!.html).not.to.contain(token);
    expect(browser.last!.$('table').text()).to.contain('Weekly <report>');
    const action = browser.last!.$('form[action$="/withdrawal"]').attr('action')!;
    await browser.submit(action);
    expect(browser.last!.text).to.contain('The token is withdrawn.');
    expect((await call(token)).status).to.equal(401);
    await browser.post(action, {});
    expect(browser.last!.status).to.equal(200);
  });

  it('do single calls only, in some offices only, and there without the roles for the whole city', async () => {
    const who = await person(world, { roles: ['official', 'coordinator'], units: [HEALTH, 'dept-justice'] });
    const browser = await signedIn(world, who);
    await browser.get('/account');
    expect(browser.last!.$('input[name="scopes"][value="extendFeedback"]').length).to.equal(1);
    await browser.submit('/account/tokens', {
      ...{ tokenName: 'Transfers', days: '30' },
      ...{ scopes: ['extendFeedback'], tokenUnits: [HEALTH] },
    });
    const token = browser.last!.$('#token').text();
    expect(await actorOfToken(token, world.clock.now())).to.deep.include({
      ...{ roles: ['official'], units: [HEALTH], scopes: ['extendFeedback'] },
      allUnits: [HEALTH, 'dept-justice'],
    });
    expect((await call(token)).status, 'reads nothing').to.equal(403);
    const refusal = async (path: string) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${world.address}/api/v1${path}`, { method: 'POST', headers, body: '{}' });
      return ((await answer.json()) as { type: string }).type;
    };
    expect(await refusal('/feedback/PA-2026-000001/routing')).not.to.contain('scope');
    expect(await refusal('/feedback/PA-2026-000001/assignment')).to.contain('errors.scope');
    expect(await refusal('/feedback/PA-2026-000001/extension')).not.to.contain('scope');
    await browser.get('/account');
    expect(browser.last!.$('table').text()).to.contain('extendFeedback').and.contain('Health');
    // Somebody who no longer works there: no office is left, which must not mean all of them.
    await AccountModel.updateOne({ _id: who.id }, { $set: { units: ['dept-justice'] } });
    expect(await actorOfToken(token, world.clock.now())).to.equal(undefined);
    await browser.get('/account');
    await browser.post('/account/tokens', { tokenName: 'x', days: '9', scopes: 'read', tokenUnits: HEALTH });
    expect(browser.last!.text).to.contain('Choose from your own offices.');
    await browser.post('/account/tokens', { tokenName: 'x', days: '9', scopes: 'dropTables' });
    expect(browser.last!.text).to.contain('The API has no such call.');
  });

  it('cannot be withdrawn by a colleague, but by an administrator', async () => {
    const who = await person(world);
    const { id, token } = await createToken(system(world), { email: who.email, scopes: ['read'], days: 9 });
    const other = await signedIn(world, await person(world));
    await other.get('/account');
    await other.post(`/account/tokens/${id}/withdrawal`, {});
    expect(other.last!.status).to.equal(404);
    const admin = await signedIn(world, await person(world, { roles: ['administrator'] }));
    await admin.get(`/accounts/${who.id}`);
    await admin.submit(`/accounts/${who.id}/tokens/${id}/withdrawal`);
    expect(admin.last!.path).to.equal(`/accounts/${who.id}?done=withdrawal`);
    expect(await actorOfToken(token, world.clock.now())).to.equal(undefined);
  });

  it('refuse a wrong life, no scope, an unknown address and a twenty-first', async () => {
    const who = await person(world);
    const refusal = (input: object) =>
      createToken(system(world), { email: who.email, scopes: ['read'], days: 9, ...input }).then(
        () => 'made',
        (error: { text: string; fields?: Record<string, unknown> }) =>
          Object.keys(error.fields ?? {})[0] ?? error.text,
      );
    expect(await refusal({ days: 0 })).to.equal('days');
    expect(await refusal({ days: 367 })).to.equal('days');
    expect(await refusal({ days: 1.5 })).to.equal('days');
    expect(await refusal({ scopes: [] })).to.equal('scopes');
    expect(await refusal({ email: 'nobody@city.example' })).to.equal('accounts.errors.no-such-account');
    for (let made = 0; made < 20; made++) expect(await refusal({})).to.equal('made');
    expect(await refusal({})).to.equal('accounts.errors.many-tokens');
    const browser = await signedIn(world, who);
    await browser.get('/account');
    await browser.post('/account/tokens', { tokenName: 'kept', scopes: 'admin', days: '9999' });
    expect(browser.last!.status).to.equal(422);
    expect(browser.last!.$('#tokenName').attr('value')).to.equal('kept');
    await stranger(world)
      .post('/account/tokens', { tokenName: 'x' })
      .then((seen) => expect(seen.status).to.equal(401));
  });

  it('names people by id', async () => {
    const who = await person(world, { name: 'Bùi Anh' });
    expect([...(await accountNames([who.id, who.id, 'gone']))]).to.deep.equal([[who.id, 'Bùi Anh']]);
    expect((await accountNames([])).size).to.equal(0);
  });
});
