import { expect } from 'chai';
import { actorOfSession, staffOf } from '../../server/accounts/index.ts';
import { type Actor, worksFor } from '../../server/platform/context.ts';
import { startWorld, type World } from '../support/world.ts';
import { HEALTH, type Person, person, signedIn } from './world.ts';

const JUSTICE = 'dept-justice';

describe('deputies', () => {
  let world: World;
  let absent: Person;
  let deputy: Person;
  before(async () => {
    world = await startWorld();
    absent = await person(world, { name: 'Vũ Quang An', roles: ['head'], units: [HEALTH] });
    deputy = await person(world, {
      name: 'Hoàng Lan Chi',
      roles: ['head'],
      units: [JUSTICE],
      language: 'vi',
    });
  });
  after(() => world.stop());

  const actorOf = async (who: Person): Promise<Actor> =>
    (await actorOfSession({ accountId: who.id, epoch: 0 }, [], world.clock.now())).actor;
  const heads = async (unit: string) => (await staffOf({ role: 'head', unit })).map((each) => each.name);

  it('are told, act for the units of the absent person on those days only, and get the letters', async () => {
    const browser = await signedIn(world, absent);
    await browser.get('/account');
    expect(browser.last!.$('#deputy option').text()).to.contain('Hoàng Lan Chi');
    await browser.submit('/account/absence', { from: '2026-03-06', to: '2026-03-09', deputy: deputy.id });
    expect(browser.last!.text).to.contain('Deputy: Hoàng Lan Chi');
    await world.settled();
    expect(world.letters.to(deputy.email)[0]!.subject).to.equal('Anh/chị làm thay Vũ Quang An');
    expect(worksFor(await actorOf(deputy), HEALTH)).to.equal(false);
    expect(await heads(HEALTH)).to.deep.equal(['Vũ Quang An']);

    // WORLD_START is Wednesday 4 March, 10:00; the absence begins on Friday at 00:00 in Hanoi.
    await world.advance({ days: 1, hours: 13, minutes: 59 });
    expect(worksFor(await actorOf(deputy), HEALTH)).to.equal(false);
    await world.advance({ minutes: 1 });
    const standing = await actorOf(deputy);
    expect([worksFor(standing, HEALTH), worksFor(standing, JUSTICE)]).to.deep.equal([true, true]);
    expect(await heads(HEALTH)).to.deep.equal(['Hoàng Lan Chi']);
    expect(await heads(JUSTICE)).to.deep.equal(['Hoàng Lan Chi']);
    const page = await signedIn(world, deputy);
    await page.get('/account');
    expect(page.last!.text).to.contain('Anh/chị đang làm thay Vũ Quang An');

    await world.advance({ days: 4 });
    expect(worksFor(await actorOf(deputy), HEALTH)).to.equal(false);
    expect(await heads(HEALTH)).to.deep.equal(['Vũ Quang An']);
    await browser.get('/account');
    expect(browser.last!.text).not.to.contain('Deputy:');
  });

  it('stop at once when the absence is taken back', async () => {
    const browser = await signedIn(world, absent);
    await browser.get('/account');
    await browser.submit('/account/absence', { from: '2026-03-10', to: '2026-03-20', deputy: deputy.id });
    await world.app.dispatcher.settled();
    expect(worksFor(await actorOf(deputy), HEALTH)).to.equal(true);
    await browser.submit('/account/absence/end');
    await world.app.dispatcher.settled();
    expect(worksFor(await actorOf(deputy), HEALTH)).to.equal(false);
    await browser.get('/account');
    await browser.post('/account/absence/end', {});
    expect(browser.last!.status).to.equal(409);
  });

  it('who are away themselves replace nobody', async () => {
    for (const [who, other] of [
      [absent, deputy],
      [deputy, absent],
    ] as const) {
      const browser = await signedIn(world, who);
      await browser.get('/account');
      await browser.submit('/account/absence', { from: '2026-03-10', to: '2026-03-20', deputy: other.id });
    }
    await world.settled();
    expect(await heads(HEALTH)).to.deep.equal(['Vũ Quang An', 'Hoàng Lan Chi']);
    for (const who of [absent, deputy]) {
      const browser = await signedIn(world, who);
      await browser.get('/account');
      await browser.submit('/account/absence/end');
    }
    await world.settled();
  });

  it('lose the units when they lose the role or are deactivated', async () => {
    const third = await person(world, { roles: ['head'], units: ['dept-finance'] });
    const admin = await signedIn(world, await person(world, { roles: ['administrator'] }));
    const browser = await signedIn(world, absent);
    await browser.get('/account');
    await browser.submit('/account/absence', { from: '2026-03-10', to: '2026-03-20', deputy: third.id });
    await world.settled();
    expect(worksFor(await actorOf(third), HEALTH)).to.equal(true);
    await admin.get(`/accounts/${third.id}`);
    await admin.submit(`/accounts/${third.id}`, { roles: 'official', units: 'dept-finance' });
    await world.settled();
    expect((await actorOf(third)) as object).to.deep.include({
      roles: ['official'],
      units: ['dept-finance'],
    });
    expect(await heads(HEALTH)).to.deep.equal(['Vũ Quang An']);
  });

  it('must be colleagues in the same role, on days to come', async () => {
    const official = await person(world, { roles: ['official'], units: [HEALTH] });
    const browser = await signedIn(world, absent);
    await browser.get('/account');
    const cases: [Record<string, string>, string][] = [
      [{ from: '2026-03-10', to: '2026-03-12', deputy: official.id }, '#deputy-error'],
      [{ from: '2026-03-10', to: '2026-03-12', deputy: absent.id }, '#deputy-error'],
      [{ from: '2026-03-10', to: '2026-03-12', deputy: 'nobody' }, '#deputy-error'],
      [{ from: '2026-03-12', to: '2026-03-10' }, '#to-error'],
      [{ from: '2026-03-01', to: '2026-03-02' }, '#to-error'],
      [{ from: '2026-02-30', to: '2026-03-12' }, '#from-error'],
      [{ from: '', to: '2026-03-12' }, '#from-error'],
    ];
    for (const [fields, error] of cases) {
      await browser.submit('/account/absence', fields);
      expect(browser.last!.status).to.equal(422);
      expect(browser.last!.$(error).text(), error).not.to.equal('');
      expect(browser.last!.$('#from').attr('value')).to.equal(fields['from']);
    }
  });
});
