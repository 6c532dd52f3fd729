import { expect } from 'chai';
import { approveAnswer, markAllOverdue } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { copiesOf } from '../../support/copies.ts';
import { item, UNIT } from '../../support/factories.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';
import { city, OVERRIDE, type Scene, scene } from './scene.ts';

const LATE = city('2026-03-19 08:00');
const overdueEntries = () => Journal.find({ name: 'feedback.overdue' }).lean();

describe('the tick', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
    const { code } = await item(world, { status: 'assigned' });
    await world.settled();
    await copiesOf(code, 29);
  });
  after(() => world.stop());

  const tick = () => markAllOverdue(systemContext(world.app.site, 'tick'));

  it('marks each once, with an entry of its own, and lets answers and pauses be', async () => {
    const [answered, paused, disputed] = await Promise.all([on.assigned(), on.assigned(), on.assigned()]);
    await on.submit(answered.code);
    await approveAnswer(on.head.context(), answered.code, OVERRIDE);
    await on.ask(on.official.context(), paused.code);
    await on.dispute(on.official.context(), disputed.code);
    world.clock.moveTo(LATE);
    expect(await tick()).to.equal(31);
    expect(await tick()).to.equal(0);
    await world.app.dispatcher.settled();
    const entries = await overdueEntries();
    expect(new Set(entries.map(({ subject }) => subject.code)).size).to.equal(31);
    expect(entries[0]!.details).to.deep.equal({ dueAt: city('2026-03-18 17:00'), unit: UNIT });
    expect(entries[0]!.actor).to.deep.equal({ kind: 'system', id: 'tick' });
    const open = await Feedback.find({ overdueAt: null }).lean();
    expect(open.map(({ code }) => code).sort()).to.deep.equal([answered.code, paused.code].sort());
    expect(await Feedback.countDocuments({ 'pending.0': { $exists: true } })).to.equal(0);
  });

  it('marks nothing on the date itself, nor when the machine’s clock has jumped back', async () => {
    world.clock.moveTo(WORLD_START);
    const { code } = await on.assigned();
    // What the test before has marked lies ahead of this one’s clock: no mark of a wrong one.
    await Feedback.updateMany({ code: { $ne: code } }, { $set: { overdueAt: WORLD_START } });
    const { dueAt } = await on.find(code);
    world.clock.moveTo(dueAt);
    expect(await tick()).to.equal(0);
    world.clock.moveTo(city('2026-03-18 08:00'));
    expect(await tick()).to.equal(0);
    world.clock.moveBy(dueAt.getTime() - world.clock.now().getTime() + 1);
    expect(await tick()).to.equal(1);
  });

  it('beaten by an action that came between its reading and its writing, it reads again', async () => {
    world.clock.moveTo(WORLD_START);
    const { code } = await on.assigned();
    await Feedback.updateMany({ code: { $ne: code } }, { $set: { overdueAt: LATE } });
    world.clock.moveTo(LATE);
    const write = Feedback.collection.bulkWrite.bind(Feedback.collection);
    let beaten = 0;
    Feedback.collection.bulkWrite = (async (...given: Parameters<typeof write>) => {
      if (beaten++ === 0) await on.ask(on.official.context(), code);
      return write(...given);
    }) as typeof write;
    try {
      expect(await tick()).to.equal(0);
    } finally {
      Feedback.collection.bulkWrite = write;
    }
    const { status, overdueAt, pending } = await on.find(code);
    // The question, not the tick, has noted that it is late.
    expect([status, overdueAt]).to.deep.equal(['paused', LATE]);
    expect(pending.filter(({ name }) => name === 'feedback.overdue')).to.deep.equal([]);
  });
});
