import { expect } from 'chai';
import { item } from '../../support/factories.ts';
import { api, type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const ID = 'f'.repeat(24);
/** Before everything, and after: 1970, and the year 5138. */
const FAR = [`1-${'0'.repeat(24)}`, `99999999999999-${ID}`, `999999999999999-${ID}`];
const FORGED = ['1', '-1', `1-${'g'.repeat(24)}`, `1e9-${ID}`, `${ID}-1`, `1-${ID}-2`, '../..', `$gt-${ID}`];

describe('cursors of lists', () => {
  let world: World;
  let coordinator: Person;
  before(async () => {
    world = await startWorld();
    await item(world, { status: 'accepted' });
    coordinator = await person(world, 'coordinator');
  });
  after(() => world.stop());

  const lists = ['/feedback?part=2', '/feedback?sort=newest', '/feedback?status=overdue', '/feedback?q=cay'];
  /** The API knows no order but one. */
  const inApi = (path: string) => path.replace(/\?(part|sort)=\w+/, '');
  const on = (path: string, cursor: string) =>
    `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(cursor)}`;

  it('beyond the end show an empty page with a way back', async () => {
    for (const path of lists) {
      const [before] = FAR;
      const seen = await world.visitor().get(on(path, before!));
      expect(seen.status, path).to.equal(200);
      if (path !== '/feedback?q=cay') expect(seen.$('.empty a[href="/feedback"]').length, path).to.equal(1);
      for (const cursor of FAR) expect((await world.visitor().get(on(path, cursor))).status).to.equal(200);
      for (const cursor of FAR)
        expect((await api(world)('get', on(inApi(path), cursor))).status).to.equal(200);
    }
  });

  it('that nobody gave out are refused', async () => {
    for (const cursor of FORGED) {
      for (const path of [...lists, '/commitments']) {
        expect((await world.visitor().get(on(path, cursor))).status, `${path} ${cursor}`).to.equal(422);
        expect((await api(world)('get', on(inApi(path), cursor))).status, `API ${path} ${cursor}`).to.equal(
          422,
        );
      }
      const { status } = await coordinator.visitor.get(on('/triage?group=accepted', cursor));
      expect(status, cursor).to.equal(422);
    }
  });
});
