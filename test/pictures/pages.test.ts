import { expect } from 'chai';
import { startWorld, type World } from '../support/world.ts';
import { routeKey } from '../walks/samples.ts';
import { VIEWERS } from '../walks/viewers.ts';
import { isFile, picturesOf } from './pages.ts';

describe('the pictures of all pages', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('show every page of the application, but files and what nobody may open', () => {
    const taken = new Set(picturesOf(VIEWERS).map(({ name }) => name));
    const left = world.app.routes
      .filter(({ method }) => method === 'get')
      .map(routeKey)
      .filter((name) => !taken.has(name) && !isFile(name));
    // Only in the demo, before the first administrator, and for the browser that has just handed something in; the
    // provider's lead to other pages, or are for the provider.
    expect(left.sort()).to.deep.equal([
      'GET /demo/components',
      'GET /feedback/:code/receipt',
      'GET /set-up/:key',
      'GET /sign-in/provider',
      'GET /sign-in/provider/callback',
      'GET /sign-in/provider/metadata',
      // Not there without a provider for citizens: test/feedback/contact/citizen.test.ts looks at them.
      'GET /track/own',
      'GET /track/own/:code',
      'GET /track/provider',
      'GET /track/provider/callback',
    ]);
  });

  it('show the desk of an item as everybody who sees it otherwise', () => {
    const seen = picturesOf(VIEWERS).filter(({ name }) => name === 'GET /feedback/:code');
    expect(seen.map(({ viewer }) => viewer)).to.deep.equal([...VIEWERS]);
  });
});
