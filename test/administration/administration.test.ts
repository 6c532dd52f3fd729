import { expect } from 'chai';
import { type SetUp, setUpSteps } from '../../server/administration/rules.ts';
import { item } from '../support/factories.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const READY: SetUp = {
  ...{
    publicUrl: 'https://phan-anh.hanoi.example',
    city: true,
    sendsLetters: true,
    mailFrom: 'hoi@hanoi.example',
  },
  ...{ backup: { ok: true }, factorRule: true, ownFactor: true, coordinators: 2 },
  ...{ unstaffed: 0, headless: 0, nextYear: 'official' },
};

describe('what is not set up yet', () => {
  const stateOf = (name: string, more: Partial<SetUp>) =>
    setUpSteps({ ...READY, ...more }).find((step) => step.name === name)!.state;
  const TABLE: [string, Partial<SetUp>, string][] = [
    ['address', { publicUrl: 'http://localhost:3000' }, 'open'],
    ['mail', { sendsLetters: false }, 'late'],
    ['sender', { mailFrom: 'Phản ánh <no-reply@city.example>' }, 'open'],
    ['backup', { backup: undefined }, 'open'],
    ['backup', { backup: { ok: false } }, 'late'],
    ['coordinators', { coordinators: 0 }, 'late'],
    ['unstaffed', { unstaffed: 3 }, 'late'],
    ['headless', { headless: 1 }, 'open'],
    ['next-year', { nextYear: 'provisional' }, 'open'],
  ];
  for (const [name, more, state] of TABLE)
    it(`${name} is ${state} with ${JSON.stringify(more)}`, () => {
      expect(stateOf(name, more)).to.equal(state);
    });

  it('is nothing where all is set up', () => {
    expect(setUpSteps(READY).filter(({ state }) => state !== 'done')).to.deep.equal([]);
  });
});

describe('first pages', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('show administrators jobs, letters and the list of what is missing', async () => {
    const { visitor } = await person(world, 'administrator');
    await world.advance({ minutes: 1 });
    const seen = await visitor.get('/administration');
    expect(seen.$('tbody').text()).to.contain('feedback.');
    expect(seen.$('.checklist').text()).to.contain('Sao lưu hằng đêm');
    expect(seen.$('.checklist .row').length).to.equal(11);
    expect(seen.$('tbody time').length).to.be.above(10);
    expect((await visitor.get('/administration')).$('#about').parent().text()).to.match(
      /0\.1\.0 \(Node v2\d[\s\S]*04\/03\/2026/,
    );
  });

  it('count in the menu what waits for whom', async () => {
    await item(world);
    await item(world, { status: 'waiting' });
    await world.settled();
    const { visitor } = await person(world, 'coordinator');
    const seen = await visitor.get('/account');
    expect(seen.$('.menu-staff a[href="/triage"] .menu-count').text()).to.equal('1');
    expect(seen.$('.menu-staff a[href="/counter"] .menu-count').length).to.equal(0);
  });
});
