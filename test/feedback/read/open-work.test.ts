import { expect } from 'chai';
import { openWork, requestInfo, withdrawFeedback } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { castOf, type Item, item, UNIT } from '../../support/factories.ts';
import { senderContext } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

/** What is kept beside what a read of now gives. */
async function beside(world: World): Promise<{ kept: string[]; read: string[] }> {
  const told = ({ code, status, dueAt }: { code: string; status: string; dueAt: Date }) =>
    `${code} ${status} ${dueAt.toISOString()}`;
  const kept = await openWork(world.clock.now());
  const read = await Feedback.find({ closedAt: null, shield: null }).lean();
  return { kept: kept.map(told).sort(), read: read.map(told).sort() };
}

describe('open work that is kept in memory', () => {
  let world: World;
  let first: Item;
  let second: Item;

  before(async () => {
    world = await startWorld();
    first = await item(world, { status: 'assigned' });
    second = await item(world, { status: 'submitted' });
  });
  after(() => world?.stop());

  const same = async (count: number) => {
    const { kept, read } = await beside(world);
    expect(kept).to.deep.equal(read).and.have.length(count);
  };

  it('is what the store has, at once after each change and without a clock that moves', async () => {
    await same(2);
    await item(world, { status: 'submitted' });
    await same(3);
    const official = await (await castOf(world)).inUnit('official', UNIT);
    await requestInfo(official.context(), first.code, 'Cây đứng ở số nhà nào?');
    await same(3);
    await withdrawFeedback(senderContext(world, second.code), second.code);
    await same(2);
  });

  it('is the same list as long as nothing has changed, and each row as long as it has not', async () => {
    const list = await openWork(world.clock.now());
    expect(await openWork(world.clock.now())).to.equal(list);
    await item(world, { status: 'submitted' });
    const longer = await openWork(world.clock.now());
    expect(longer.filter((row) => list.includes(row))).to.have.length(list.length);
    expect(longer).to.have.length(list.length + 1);
  });

  it('knows what is asked for while changes are under way', async () => {
    const made = await Promise.all([0, 1, 2].map(() => item(world, { status: 'submitted' })));
    const lists = await Promise.all([0, 1, 2].map(() => openWork(world.clock.now())));
    for (const list of lists)
      expect(list.map(({ code }) => code)).to.include.members(made.map(({ code }) => code));
  });

  it('hears after a minute of what no commit has told', async () => {
    await Feedback.updateOne({ code: first.code }, { $set: { dueAt: new Date('2026-06-01T00:00:00Z') } });
    world.clock.moveTo(new Date(world.clock.now().getTime() + 61_000));
    const { kept, read } = await beside(world);
    expect(kept).to.deep.equal(read);
  });
});
