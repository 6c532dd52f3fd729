import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { startWorld, type World } from '../support/world.ts';
import { person, signedIn } from './world.ts';

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
});
