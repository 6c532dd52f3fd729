import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { changeReach, deactivateAccount } from '../../server/accounts/actions/reach.ts';
import { rememberedActors } from '../../server/accounts/index.ts';
import { isStaff, type Role } from '../../server/platform/context.ts';
import { colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { HEALTH, person, signedIn } from './world.ts';

const next = (socket: Socket, event: 'connect' | 'disconnect') =>
  new Promise<void>((resolve) => socket.once(event, () => resolve()));

describe('live connections of an account', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  async function watching(cookies: Map<string, string>): Promise<Socket> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const options = {
      transports: ['websocket'],
      extraHeaders: { cookie },
      reconnection: false,
      forceNew: true,
    };
    const socket = io(`${world.address}/watch`, options);
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

  it('have the rights of the moment with each call: what is withdrawn is gone with the next', async () => {
    const who = await person(world, { roles: ['official'], units: [HEALTH] });
    const admin = await colleague(world, 'administrator');
    const { actorOf, end } = rememberedActors(world.clock);
    const roles = async () => {
      const { actor } = await actorOf({ accountId: who.id, epoch: 0 }, []);
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
