import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import { item, UNIT } from '../support/factories.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('the page for the meeting at the beginning of the week', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('says who has what, since when and what comes next, without words that are not public', async () => {
    const late = await item(world, { status: 'assigned' });
    const declined = await item(world, {
      status: 'routed',
      input: { subject: 'Việc riêng tư', publishText: false },
    });
    const dueAt = new Date('2026-03-02T10:00:00Z');
    await Feedback.updateMany({}, { dueAt });
    await Feedback.updateOne(
      { code: late.code },
      { apology: { promisedAt: new Date('2026-03-03T10:00:00Z') } },
    );
    const { visitor } = await person(world, 'leader');
    const seen = await visitor.get('/week');
    const section = (name: string) => seen.$(`[aria-labelledby="${name}"] tbody`).text();
    expect(section('late')).to.contain(late.code).and.to.contain(declined.code).and.to.contain('02/03/2026');
    expect(section('missed')).to.contain(late.code).and.to.not.contain(declined.code);
    expect(seen.$('main').text()).to.not.contain('Việc riêng tư');
    expect(seen.$('.figure[href="#late"] .figure-number').text()).to.equal('2');
  });

  it('shows heads their own units alone', async () => {
    const own = await person(world, 'head', { units: [UNIT] });
    const other = await person(world, 'head', { units: ['dept-finance'] });
    expect((await own.visitor.get('/week')).$('[aria-labelledby="late"] tbody tr').length).to.equal(2);
    expect((await other.visitor.get('/week')).$('[aria-labelledby="late"]').length).to.equal(0);
  });
});
