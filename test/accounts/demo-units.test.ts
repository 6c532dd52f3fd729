import { expect } from 'chai';
import { listedPeople } from '../../server/demo/people.ts';
import { demoRoutes, demoUnits } from '../../server/demo/sign-in.ts';
import { features } from '../../server/features.ts';
import { item, OTHER_UNIT } from '../support/factories.ts';
import { startWorld, WORLD_START, type World } from '../support/world.ts';

describe('the demo, at units where nobody is listed', () => {
  let world: World;
  before(async () => {
    const units = () => demoUnits(WORLD_START);
    world = await startWorld({}, { people: listedPeople, units, routes: demoRoutes });
  });
  after(() => world.stop());

  it('leads from an item to its people', async () => {
    const { code } = await item(world, { status: 'routed', unit: OTHER_UNIT });
    const visitor = world.visitor();
    const shown = await visitor.get(`/feedback/${code}`);
    const link = shown.$('a[href^="/sign-in?unit="]').attr('href')!;
    for (const [role, form] of [
      ['official', 'answer'],
      ['head', 'assignment'],
    ] as const) {
      await visitor.get(link);
      expect(visitor.last!.$('#demo-unit option[selected]').attr('value')).to.equal(OTHER_UNIT);
      const desk = await visitor.submit('/demo/sign-in', { role });
      expect(desk.path).to.equal(`/feedback/${code}`);
      expect(desk.$(`form[action="/feedback/${code}/${form}"]`)).to.have.length(1);
    }
  });

  it('offers whoever has a role of the city’s own, by its name', async () => {
    const shown = await world.visitor().get('/sign-in');
    const row = shown.$('.row').has('[name=email][value="clerk@city.example"]');
    expect(row.find('.hint').text()).to.contain('Văn thư · clerk@city.example');
  });

  it('brings in who is not there yet, once', async () => {
    const visitor = world.visitor();
    const signedIn = async () => {
      await visitor.get('/sign-in?unit=dept-justice');
      return (await visitor.submit('/demo/sign-in', { role: 'head' })).$('.who').text();
    };
    const first = await signedIn();
    expect(first).not.to.equal('');
    expect(await signedIn()).to.equal(first);
  });

  it('refuses a unit that is none', async () => {
    const visitor = world.visitor();
    await visitor.get('/sign-in');
    const refused = await visitor.post('/demo/sign-in', { unit: 'nowhere', role: 'head' });
    expect(refused.status).to.equal(404);
  });

  it('is no part of what runs elsewhere', () => {
    const paths = features.flatMap(({ routes = [] }) => routes).map(({ path }) => path);
    expect(paths).not.to.include('/demo/sign-in');
  });
});
