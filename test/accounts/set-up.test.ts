import { expect } from 'chai';
import { setUp } from '../../server/accounts/actions/set-up.ts';
import { setUpLink } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { SetUpKeyModel } from '../../server/accounts/set-up-key.ts';
import { startWorld, type World } from '../support/world.ts';
import { PASSWORD, stranger } from './world.ts';

describe('set-up of the first administrator', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const link = async () => new URL((await setUpLink('http://city.example', world.clock.now()))!).pathname;
  const form = { name: 'Phạm Thu Hà', email: 'Ha@city.example', language: 'en', password: PASSWORD };

  it('keeps only a hash of the key', async () => {
    const path = await link();
    const rows = await SetUpKeyModel.find().lean();
    expect(rows).to.have.length(1);
    expect(JSON.stringify(rows)).not.to.contain(path.split('/').at(-1));
  });

  it('does not open with an unknown key or one older than 24 hours', async () => {
    const path = await link();
    const visitor = stranger(world);
    await visitor.get('/set-up/guessed');
    expect(visitor.last!.status).to.equal(404);
    await world.advance({ hours: 24 });
    await visitor.get(path);
    expect(visitor.last!.status).to.equal(404);
    expect(visitor.last!.text).to.contain('older than 24 hours');
  });

  it('shows the form again with what was typed, but for the password', async () => {
    const path = await link();
    const visitor = stranger(world);
    await visitor.get(path);
    await visitor.submit(path, { ...form, password: 'short' });
    expect(visitor.last!.status).to.equal(422);
    expect(visitor.last!.text).to.contain('at least 12 characters');
    expect(visitor.last!.$('#name').attr('value')).to.equal(form.name);
    expect(visitor.last!.html).not.to.contain('"short"');
  });

  it('leaves one administrator when two use their links at the same moment', async () => {
    const keys = [await link(), await link()].map((path) => path.split('/').at(-1)!);
    const context = {
      site: world.app.site,
      actor: { kind: 'visitor' as const, holds: [] },
      now: world.clock.now(),
      language: 'en' as const,
      requestId: 'x',
    };
    const input = (email: string) => ({ name: 'Hà', email, language: 'en' as const, password: PASSWORD });
    const done = await Promise.allSettled([
      setUp(context, keys[0]!, input('a@city.example')),
      setUp(context, keys[1]!, input('b@city.example')),
    ]);
    expect(done.map((each) => each.status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await AccountModel.countDocuments({})).to.equal(1);
    await AccountModel.deleteMany({});
  });

  it('makes the administrator once, signs in, and every link ends', async () => {
    const [first, second] = [await link(), await link()];
    const visitor = stranger(world);
    await visitor.get(first);
    await visitor.submit(first, form);
    expect(visitor.last!.path).to.equal('/accounts');
    expect(visitor.last!.text).to.contain('ha@city.example');
    for (const path of [first, second]) {
      const late = stranger(world);
      await late.get(path);
      expect(late.last!.status).to.equal(404);
    }
    expect(await setUpLink('http://city.example', world.clock.now())).to.equal(undefined);
  });
});
