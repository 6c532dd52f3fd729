import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { io, type Socket } from 'socket.io-client';
import { changeReach, deactivateAccount } from '../../server/accounts/actions/reach.ts';
import { rememberedActors } from '../../server/accounts/index.ts';
import { isStaff, type Role } from '../../server/platform/context.ts';
import { SessionEnds } from '../../server/platform/live/session-ends.ts';
import { sessions } from '../../server/platform/web/sessions.ts';
import { colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { HEALTH, PASSWORD, person, signedIn } from './world.ts';

const next = (socket: Socket, event: 'connect' | 'disconnect') =>
  new Promise<void>((resolve) => socket.once(event, () => resolve()));

describe('live connections of an account', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  async function watching(cookies: Map<string, string>, space = '/watch'): Promise<Socket> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const options = {
      transports: ['websocket'],
      extraHeaders: { cookie },
      reconnection: false,
      forceNew: true,
    };
    const socket = io(`${world.address}${space}`, options);
    await next(socket, 'connect');
    return socket;
  }

  it('end when the account signs out everywhere, those of others stay', async () => {
    const browser = await signedIn(world, await person(world));
    const other = await signedIn(world, await person(world));
    const [mine, theirs] = [await watching(browser.cookies), await watching(other.cookies)];
    const ended = next(mine, 'disconnect');
    await browser.get('/account');
    await browser.submit('/account/sign-out-everywhere');
    await ended;
    expect(theirs.connected).to.equal(true);
    theirs.close();
  });

  it('end in all tabs of a browser that signs out, and in no other', async () => {
    const who = await person(world);
    const [browser, other] = [await signedIn(world, who), await signedIn(world, who)];
    const kept = await watching(other.cookies);
    const tabs = await Promise.all(
      ['/watch', '/call', '/dialogue'].map((space) => watching(browser.cookies, space)),
    );
    const ended = Promise.all(tabs.map((tab) => next(tab, 'disconnect')));
    await browser.get('/account');
    await browser.submit('form[action="/sign-out"]');
    await ended;
    expect(kept.connected).to.equal(true);
    kept.close();
  });

  it('end when another one signs in in the same browser', async () => {
    const browser = await signedIn(world, await person(world));
    const line = await watching(browser.cookies);
    const ended = next(line, 'disconnect');
    const someoneElse = await person(world);
    await browser.get('/sign-in?unit=any');
    await browser.submit('#sign-in', { email: someoneElse.email, password: PASSWORD });
    await ended;
  });

  it('end when the password changes or a role is taken', async () => {
    const who = await person(world, { roles: ['official'], units: [HEALTH] });
    const admin = await colleague(world, 'administrator');
    const browser = await signedIn(world, who);
    const line = await watching(browser.cookies);
    const ended = next(line, 'disconnect');
    await changeReach(admin.context(), who.id, { roles: ['reviewer'], units: [] });
    await ended;
    const again = await watching(browser.cookies);
    const changed = next(again, 'disconnect');
    await browser.get('/account');
    await browser.submit('form[action="/account/password"]', {
      ...{ currentPassword: PASSWORD, newPassword: 'nước trong gạo trắng 2027' },
    });
    await changed;
    const renewed = await watching(browser.cookies);
    expect(renewed.connected).to.equal(true);
    renewed.close();
  });

  it('end when the session has had its hours, however much it was used', async () => {
    const browser = await signedIn(world, await person(world));
    const kept = mongoose.connection.collection<{ session: { endsAt: number } }>('sessions');
    const row = (await kept.findOne({}, { sort: { expires: -1 } }))!;
    await kept.updateOne({ _id: row._id }, { $set: { 'session.endsAt': Date.now() + 1_000 } });
    const line = await watching(browser.cookies);
    expect((await browser.get('/account')).status).to.equal(200);
    await next(line, 'disconnect');
    expect((await browser.get('/account')).path).to.match(/^\/sign-in/);
    const late = await watching(browser.cookies);
    late.close();
  });

  it('end within seconds when another process has ended the session and its word was lost', async () => {
    const ends = new SessionEnds();
    const line = (id: string) => {
      const one = Object.assign(new EventEmitter(), { cut: false, disconnect: () => (one.cut = true) });
      ends.watch({ id, accountId: 'a', endsAt: Date.now() + 60_000 }, one);
      return one;
    };
    const [tab, other, kept] = [line('ended'), line('ended'), line('kept')];
    let asked = 0;
    await ends.look(async ({ id }) => {
      asked++;
      return id === 'kept';
    });
    expect([tab.cut, other.cut, kept.cut]).to.deep.equal([true, true, false]);
    expect(asked, 'once for each session').to.equal(2);
    for (const each of [tab, other, kept]) each.emit('disconnect');
  });

  it('know from the store whether their session was ended', async () => {
    const { stands } = sessions('a secret for tests only, thirty-two characters', false);
    const browser = await signedIn(world, await person(world));
    const id = decodeURIComponent(browser.cookies.get('sid')!).slice(2).split('.')[0]!;
    expect(await stands(id)).to.equal(true);
    await browser.get('/account');
    await browser.submit('form[action="/sign-out"]');
    expect(await stands(id)).to.equal(false);
  });

  it('have the rights of the moment with each call: what is withdrawn is gone with the next', async () => {
    const who = await person(world, { roles: ['official'], units: [HEALTH] });
    const admin = await colleague(world, 'administrator');
    const { actorOf, end } = rememberedActors(world.clock);
    const roles = async () => {
      const { actor } = await actorOf({ accountId: who.id, epoch: 0 }, [], world.clock.now());
      return isStaff(actor) ? actor.roles : actor.kind;
    };
    const change = (role: Role) => changeReach(admin.context(), who.id, { roles: [role], units: [HEALTH] });
    expect(await roles()).to.deep.equal(['official']);
    await change('head');
    expect(await roles()).to.deep.equal(['head']);
    // Asked while the change is on its way: that answer is kept for nobody.
    const [, during] = await Promise.all([change('official'), roles()]);
    expect(during).to.have.lengthOf(1);
    expect(await roles()).to.deep.equal(['official']);
    await deactivateAccount(admin.context(), who.id);
    expect(await roles()).to.equal('visitor');
    end();
  });
});
