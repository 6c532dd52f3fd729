import { expect } from 'chai';
import { cityCalendar, cityDate, cityMinute, isWorkingDay } from '../../server/calendar/index.ts';
import { Commitment } from '../../server/commitments/model.ts';
import { DemoClock } from '../../server/demo/clock.ts';
import { playDialogues } from '../../server/demo/dialogues.ts';
import { Cast } from '../../server/demo/people.ts';
import { Question } from '../../server/dialogues/questions/model.ts';
import { Dialogue } from '../../server/dialogues/session/model.ts';
import { startWorld, type World } from '../support/world.ts';

describe('dialogues: the demo', function () {
  this.timeout(60_000);
  let world: World;

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('plays a session published, one held, one under way and one to come', async () => {
    const now = world.clock.now();
    const cast = new Cast(world.app.site);
    await cast.bringListed(new Date(now.getTime() - 90 * 86_400_000));
    await playDialogues(world.app, new DemoClock(), { cast, now });
    const held = await Dialogue.find().sort({ startsAt: 1 }).lean();
    expect(held.map(({ status }) => status)).to.deep.equal(['published', 'ended', 'live', 'announced']);
    const [was, before, , next] = held.map(({ startsAt }) => startsAt) as [Date, Date, Date, Date];
    for (const at of [was, before, next]) expect(cityMinute(at)).to.match(/T14:00$/);
    for (const at of [was, before])
      expect(isWorkingDay(cityCalendar(), cityDate(at)), cityDate(at)).to.equal(true);
    expect(held.every(({ title }) => title.length > 20)).to.equal(true);
    const [published, past, live] = held.map(({ code }) => code) as [string, string, string];
    const kept = await Commitment.distinct('status', { source: published });
    expect(kept).to.include('kept');
    const statuses = async (dialogue: string) => Question.distinct('status', { dialogue });
    expect(await statuses(past)).to.have.members(['answered', 'checking', 'open', 'merged', 'rejected']);
    expect(await statuses(live)).to.have.members(['answered', 'approved', 'pending']);
    const shown = await world.visitor().get('/dialogues');
    for (const { title } of held) expect(shown.text).to.include(title);
  });
});
