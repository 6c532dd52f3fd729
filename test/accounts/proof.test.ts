import { expect } from 'chai';
import mongoose from 'mongoose';
import { AccountModel } from '../../server/accounts/model.ts';
import { MOST_WRONG_CODES } from '../../server/accounts/sign-in-tries.ts';
import { codeOf, giveFactor } from '../support/second-factor.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';
import { PASSWORD, type Person, person, signedIn } from './world.ts';

/** As if the password had been given hours ago. */
async function makeOld({ cookies }: Visitor): Promise<void> {
  const sid = decodeURIComponent(cookies.get('sid')!).slice(2).split('.')[0]!;
  const kept = mongoose.connection.collection<any>('sessions');
  await kept.updateOne({ _id: sid }, { $unset: { 'session.provedAt': '' } });
}

describe('a sensitive act', () => {
  let world: World;
  let boss: Person;
  let visitor: Visitor;
  before(async () => {
    world = await startWorld();
    boss = await person(world, { roles: ['administrator'] });
    visitor = await signedIn(world, boss);
  });
  after(() => world.stop());

  const roles = async ({ id }: Person) => (await AccountModel.findById(id).lean())!.roles;

  it('asks for nothing soon after signing in', async () => {
    const who = await person(world);
    await visitor.get(`/accounts/${who.id}`);
    await visitor.submit(`/accounts/${who.id}`, { roles: ['leader'] });
    expect(visitor.last!.text).to.contain('Roles and offices are saved.');
  });

  it('asks for the password later, once, and goes on with all that was typed', async () => {
    const who = await person(world);
    await visitor.get(`/accounts/${who.id}`);
    await makeOld(visitor);
    await visitor.submit(`/accounts/${who.id}`, { roles: ['leader', 'moderator'] });
    expect(visitor.last!.status).to.equal(401);
    expect(visitor.last!.$('h1').text()).to.equal('Confirm that it is you');
    expect(await roles(who)).to.deep.equal(['coordinator']);
    await visitor.submit('#proof', { _proof: 'not the password' });
    expect(visitor.last!.status).to.equal(401);
    expect(visitor.last!.text).to.contain('neither your password');
    expect(visitor.last!.html).not.to.contain('not the password');
    await visitor.submit('#proof', { _proof: PASSWORD });
    expect(visitor.last!.text).to.contain('Roles and offices are saved.');
    expect(await roles(who)).to.deep.equal(['leader', 'moderator']);
    await visitor.submit(`/accounts/${who.id}`, { roles: ['reviewer'] });
    expect(await roles(who), 'proven for a while').to.deep.equal(['reviewer']);
  });

  it('shows what is wrong with a form before it asks', async () => {
    await makeOld(visitor);
    await visitor.get('/accounts/new');
    await visitor.submit('/accounts/new', { name: '', email: 'x' });
    expect(visitor.last!.status).to.equal(422);
  });

  it('asks of each of them, and not where rights are only taken back', async () => {
    const who = await person(world);
    const asked = [
      ['/accounts/new', { name: 'Lê Thị Mới', email: 'moi@city.example', language: 'vi', roles: 'leader' }],
      [`/accounts/${who.id}/deactivation`, {}],
      [`/accounts/${who.id}/second-factor-reset`, {}],
      ['/accounts/second-factor', { number: '0', leader: '2030-01-01' }],
      ['/account/tokens', { tokenName: 'Báo cáo', scopes: 'read', days: '30' }],
    ] as const;
    for (const [path, fields] of asked) {
      await visitor.get('/account');
      await makeOld(visitor);
      await visitor.post(path, fields);
      expect(visitor.last!.status, path).to.equal(401);
    }
    await visitor.get('/account');
    await visitor.post(`/accounts/${who.id}/sign-out-everywhere`, {});
    expect(visitor.last!.status).to.equal(200);
  });

  it('asks before the names of officials are published', async () => {
    const leader = await signedIn(world, await person(world, { roles: ['leader'] }));
    for (const path of ['/delay-lists/2026-02/approval', '/delay-lists/2026-02/city/approval']) {
      await leader.get('/account');
      await makeOld(leader);
      expect((await leader.post(path, {})).status, path).to.equal(401);
    }
    expect((await leader.submit('#proof', { _proof: PASSWORD })).status, 'there is no such list').to.equal(
      404,
    );
  });

  it('takes a code of the app too, once, and holds up guessing in this session alone', async () => {
    const who = await person(world);
    const secret = await giveFactor(world, boss.id);
    await visitor.get(`/accounts/${who.id}`);
    await makeOld(visitor);
    await visitor.submit(`/accounts/${who.id}`, { roles: ['leader'] });
    const code = codeOf(secret, world.clock.now());
    await visitor.submit('#proof', { _proof: code });
    expect(await roles(who)).to.deep.equal(['leader']);
    await visitor.get(`/accounts/${who.id}`);
    await makeOld(visitor);
    await visitor.submit(`/accounts/${who.id}`, { roles: ['reviewer'] });
    await visitor.submit('#proof', { _proof: code });
    expect(visitor.last!.status, 'used').to.equal(401);
    for (let tries = 1; tries < MOST_WRONG_CODES; tries++)
      await visitor.submit('#proof', { _proof: '000000' });
    const held = visitor.last!;
    await visitor.submit('#proof', { _proof: '000000' });
    expect(visitor.last!.status).to.equal(429);
    visitor.last = held;
    await visitor.submit('#proof', { _proof: PASSWORD });
    expect(await roles(who), 'the password still opens').to.deep.equal(['reviewer']);
    await AccountModel.updateOne({ _id: boss.id }, { $set: { factor: null } });
  });

  it('is refused as before to those who may not do it', async () => {
    const other = await signedIn(world, await person(world));
    await other.get('/account');
    await makeOld(other);
    await other.post('/accounts/new', { name: 'x' });
    expect(other.last!.status).to.equal(403);
  });
});
