import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { countedItems } from '../../../server/feedback/figures/source.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { LIFTED_BY } from '../../../server/feedback/item/rules/voices.ts';
import { countAgain, rebuildFigures } from '../../../server/platform/figures/index.ts';
import { person as atScreen, checkAccessibility, launchBrowser } from '../../support/browser.ts';
import { copiesOf } from '../../support/copies.ts';
import { item, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import type { Seen } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const codesOf = (seen: Seen, group: string) =>
  seen
    .$(`.group-${group} .row .code`)
    .toArray()
    .map((each) => seen.$(each).text());
const countOf = (seen: Seen, group: string) => seen.$(`#group-${group} .count`).text();

describe('lists of the desk', () => {
  let world: World;
  let coordinator: Person;
  before(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
  });
  after(() => world.stop());
  afterEach(async () => {
    await Feedback.deleteMany({});
    await rebuildFigures([countedItems], world.clock.now());
  });

  it('show what is new, however many wait or are flagged, and go on from row to row', async () => {
    const waiting = await item(world, { status: 'waiting' });
    const flagged = await item(world, { status: 'assigned' });
    await copiesOf(waiting.code, 150, (at) => ({ dueAt: new Date(2025, 1, 1, 0, at) }));
    await Feedback.updateOne({ code: flagged.code }, { clockFlags: ['late-question'] });
    const fresh = await item(world);
    const seen = await coordinator.visitor.get('/triage');
    expect(codesOf(seen, 'submitted')).to.deep.equal([fresh.code]);
    expect(codesOf(seen, 'flagged')).to.deep.equal([flagged.code]);
    expect(countOf(seen, 'waiting')).to.equal('151');
    const first = codesOf(seen, 'waiting');
    const next = await coordinator.visitor.get(seen.$('.group-waiting > p a').attr('href')!);
    expect(next.$('h2')).to.have.length(1);
    const last = await coordinator.visitor.get(next.$('.group-waiting > p a').attr('href')!);
    const all = [...first, ...codesOf(next, 'waiting'), ...codesOf(last, 'waiting')];
    expect(new Set(all).size).to.equal(151);
    expect(last.$('.group-waiting > p a')).to.have.length(0);
    expect(next.$('main a[href="/triage"]').length).to.be.above(0);
  });

  it('stand in the order of their own limits, and say which has passed', async () => {
    const old = await item(world);
    await world.advance({ days: 2 });
    const fresh = await item(world);
    const seen = await coordinator.visitor.get('/triage');
    expect(codesOf(seen, 'submitted')).to.deep.equal([old.code, fresh.code]);
    const [late, inTime] = seen.$('.group-submitted .row').toArray();
    expect(seen.$(late).text()).to.contain('Quá hạn tiếp nhận, phân loại');
    expect(seen.$(inTime).text()).to.contain('Hạn tiếp nhận, phân loại: 17:00, 09/03/2026');
  });

  it('leave out nothing that concerns many', async () => {
    const many = await item(world, { status: 'accepted' });
    await copiesOf(many.code, 40);
    await Feedback.updateMany({}, { voices: LIFTED_BY });
    const seen = await coordinator.visitor.get('/triage');
    expect(codesOf(seen, 'accepted')).to.have.length(41);
    expect(countOf(seen, 'accepted')).to.equal('41');
  });

  it('count all that an office has, and take a question after the date for late', async () => {
    const due = await item(world, { status: 'routed' });
    await copiesOf(due.code, 120);
    const paused = await item(world, { status: 'assigned' });
    await Feedback.updateOne(
      { code: paused.code },
      { status: 'paused', overdueAt: new Date(), dueAt: new Date(2025, 1, 1), waitingSince: new Date() },
    );
    const changed = await Feedback.findOne({ code: paused.code }, { _id: 1 }).lean();
    await world.settled();
    await countAgain(countedItems, [changed!._id.toHexString()]);
    const { visitor } = await person(world, 'official', { units: [UNIT] });
    const seen = await visitor.get('/inbox');
    expect(seen.$('.lead').text()).to.contain('122');
    expect(codesOf(seen, 'late')).to.deep.equal([paused.code]);
    expect(countOf(seen, 'later')).to.equal('121');
    expect(codesOf(seen, 'later')).to.have.length(30);
    const alone = await visitor.get(seen.$('.group-later > p a').attr('href')!);
    expect(codesOf(alone, 'later')).to.have.length(91);
    expect(codesOf(await visitor.get('/inbox?group=later'), 'later')).to.have.length(100);
  });

  describe('in a browser', () => {
    let browser: Browser;
    before(async () => {
      browser = await launchBrowser();
    });
    after(() => browser.close());

    it('say how many are new, and put them in on demand, where one is', async () => {
      await item(world);
      const context = await atScreen(browser, { address: world.address });
      const cookies = [...coordinator.visitor.cookies].map(([name, value]) => ({ name, value }));
      await context.addCookies(cookies.map((each) => ({ ...each, url: world.address })));
      const page = await context.newPage();
      await page.goto('/triage');
      await page.locator('.live-note[data-joined=yes]').waitFor({ state: 'attached' });
      const { code } = await item(world);
      await world.settled();
      const note = page.locator('.live-note');
      await note.getByText('1 hồ sơ mới.').waitFor();
      expect(await page.getByText(code).count()).to.equal(0);
      await checkAccessibility(page);
      await note.getByRole('button').click();
      await page.locator('.row .code', { hasText: code }).waitFor();
      expect(await note.innerText()).to.equal('');
    });
  });
});
