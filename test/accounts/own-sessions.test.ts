import { expect } from 'chai';
import mongoose from 'mongoose';
import { hashSecret } from '../../server/platform/secrets.ts';
import { deviceOf } from '../../server/platform/web/device.ts';
import { watcher } from '../support/live.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';
import { PASSWORD, person, signedIn } from './world.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PHONE =
  'Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

describe('the browser of a session', () => {
  it('is told in names that people know', () => {
    expect(deviceOf(FIREFOX)).to.deep.equal({ browser: 'Firefox', system: 'Windows' });
    expect(deviceOf(PHONE)).to.deep.equal({ browser: 'Chrome', system: 'Android' });
  });

  it('is unknown where nothing or nonsense is said', () => {
    expect(deviceOf(undefined)).to.deep.equal({});
    expect(deviceOf('')).to.deep.equal({});
    for (const odd of ['x', '('.repeat(5000), 'a/'.repeat(5000), '<script>/1'])
      expect(String(deviceOf(odd).browser ?? '').length).to.be.at.most(40);
  });
});

describe('the sessions of an account', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const rows = ({ last }: Visitor) => last!.$('form[action^="/account/sessions/"][action$="/end"]').length;
  const sidOf = ({ cookies }: Visitor) => decodeURIComponent(cookies.get('sid')!).slice(2).split('.')[0]!;

  it('stand on its page, each can be ended, and its lines end with it', async () => {
    const who = await person(world);
    const here = await signedIn(world, who);
    const lost = await signedIn(world, who);
    const third = await signedIn(world, who);
    const line = (await watcher(lost)).socket;
    await here.get('/account');
    expect(rows(here)).to.equal(2);
    expect(here.last!.text).to.contain('this device').and.to.contain('127.0.0.1');
    const sid = sidOf(lost);
    expect(here.last!.html, 'what opens a session stands on no page').not.to.contain(sid);
    const ended = new Promise((resolve) => line.once('disconnect', resolve));
    await here.submit(`/account/sessions/${hashSecret(sid)}/end`);
    expect(here.last!.text).to.contain('The session is ended.');
    await ended;
    await lost.get('/account');
    expect(lost.last!.path).to.match(/^\/sign-in/);
    await here.get('/account');
    expect(rows(here)).to.equal(1);
    await here.submit('/account/sessions/end-others');
    expect(rows(here)).to.equal(0);
    await third.get('/account');
    expect(third.last!.path).to.match(/^\/sign-in/);
  });

  it('are nobody else’s to end', async () => {
    const owner = await signedIn(world, await person(world));
    const other = await signedIn(world, await person(world));
    const sid = sidOf(owner);
    await other.get('/account');
    expect(rows(other)).to.equal(0);
    await other.post(`/account/sessions/${hashSecret(sid)}/end`, {});
    await owner.get('/account');
    expect(owner.last!.path).to.equal('/account');
  });

  it('from before they were kept as documents still hold', async () => {
    const visitor = await signedIn(world, await person(world));
    const kept = mongoose.connection.collection<any>('sessions');
    const sid = sidOf(visitor);
    const row = await kept.findOne({ _id: sid });
    const { begunAt, network, device, ...before } = row.session;
    await kept.updateOne({ _id: sid }, { $set: { session: JSON.stringify(before) } });
    await visitor.get('/account');
    expect(visitor.last!.path).to.equal('/account');
  });

  it('of an epoch that has ended are not shown', async () => {
    const who = await person(world);
    await signedIn(world, who);
    const here = await signedIn(world, who);
    await here.get('/account');
    await here.submit('/account/password', { currentPassword: PASSWORD, newPassword: `${PASSWORD} mới` });
    expect(rows(here)).to.equal(0);
  });
});
