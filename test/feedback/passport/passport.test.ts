import { expect } from 'chai';
import { feedbackOperations } from '../../../server/feedback/api.ts';
import {
  approveAnswer,
  rateFeedback,
  reopenFeedback,
  withdrawFeedback,
} from '../../../server/feedback/index.ts';
import { item, UNIT } from '../../support/factories.ts';
import { senderContext } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';
import { city, OVERRIDE, type Scene, scene } from '../clocks/scene.ts';

/** Handed in on Wednesday, 4 March 2026, 10:00, with ten working days: due on Wednesday, 18 March, 17:00. */
describe('deadline passport', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());
  beforeEach(() => world.clock.moveTo(WORLD_START));

  const described = async (code: string) => {
    const { result } = feedbackOperations.find(({ id }) => id === 'getDeadlinePassport')!;
    const { error } = result!.validate(JSON.parse(JSON.stringify(await on.passport(code))), {
      convert: false,
    });
    return error?.message;
  };

  it('of an item that waits: no limit is missed meanwhile, and the dates move on', async () => {
    const { code } = await item(world, { status: 'submitted' });
    await on.moveTo('2026-03-05 09:00');
    await on.ask(on.coordinator.context(), code);
    await on.moveTo('2026-03-10 10:00');
    const { state, dueAt, dueIfRepliedNow, steps, holdings } = await on.passport(code);
    expect(state).to.equal('paused');
    expect(dueAt).to.deep.equal(city('2026-03-18 17:00'));
    // Friday, Monday and Tuesday are touched after the day of the question.
    expect(dueIfRepliedNow).to.deep.equal(city('2026-03-23 17:00'));
    expect(steps.filter(({ reason }) => reason === 'paused').map(({ date }) => date)).to.deep.equal([
      '2026-03-06',
      '2026-03-09',
      '2026-03-10',
    ]);
    const [screening] = holdings;
    expect(screening).to.deep.include({ dueAt: city('2026-03-10 17:00'), late: false, moving: true });
    expect(screening!.steps.at(-1)!.date).to.equal('2026-03-10');
    expect(await described(code)).to.equal(undefined);
    const page = await world.visitor().get(`/feedback/${code}/deadline`);
    expect(page.text).to.contain('Càng chờ, hạn càng lùi').and.to.contain('đang lùi vì chờ người gửi');
    const drawn = (kind: string) =>
      page
        .$(`[data-part=strip] > div > .${kind}`)
        .toArray()
        .map((day) => page.$(day).text());
    // Of the weeks from Wednesday to Monday: two places are empty, and the table below has the same days.
    expect(page.$('[data-part=strip] i')).to.have.lengthOf(2);
    expect(page.$('[data-part=strip] > div > span')).to.have.lengthOf(steps.length);
    expect(drawn('is-received')).to.deep.equal(['4/3']);
    expect(drawn('is-paused')).to.deep.equal(['6', '9', '10']);
    expect(drawn('is-off')).to.deep.equal(['7', '8', '14', '15', '21', '22']);
    expect(drawn('is-counted')).to.deep.equal(['5', '11', '12', '13', '16', '17', '18', '19', '20', '23']);
    expect(drawn('is-due')).to.deep.equal(['23']);
    await on.reply(code);
    const after = await on.passport(code);
    expect([after.dueAt, after.dueIfRepliedNow]).to.deep.equal([city('2026-03-23 17:00'), null]);
    expect(after.holdings[0]).to.deep.include({
      dueAt: city('2026-03-10 17:00'),
      late: false,
      moving: false,
    });
  });

  it('of an item that closed itself while it waited: its holder has missed nothing', async () => {
    const { code } = await item(world, { status: 'submitted' });
    await on.ask(on.coordinator.context(), code);
    await withdrawFeedback(senderContext(world, code), code);
    await on.moveTo('2026-03-11 10:00');
    const { holdings, delays } = await on.passport(code);
    expect([holdings.map(({ late }) => late), delays]).to.deep.equal([[false], []]);
  });

  it('a limit that was missed before the question stays missed', async () => {
    const { code } = await item(world, { status: 'submitted' });
    await on.moveTo('2026-03-06 09:00');
    await on.ask(on.coordinator.context(), code);
    await on.moveTo('2026-03-09 09:00');
    const { holdings } = await on.passport(code);
    expect(holdings[0]).to.deep.include({ dueAt: city('2026-03-05 17:00'), late: true, moving: false });
  });

  it('tells of each limit its rule, its basis and its days, and who granted an extension', async () => {
    const { code } = await on.assigned();
    await on.extend(on.head.context(), code, 3);
    const { holdings, extensions } = await on.passport(code);
    const [screening, acceptance] = holdings;
    expect(screening!.limit).to.include({ amount: 1, unit: 'working_days' });
    expect(screening!.steps.map(({ date, counted }) => [date, counted])).to.deep.equal([
      ['2026-03-04', false],
      ['2026-03-05', true],
    ]);
    expect(acceptance!.limit!.basis.vi).to.contain('1207');
    expect(acceptance!.steps.reduce((sum, { counted }) => sum + Number(counted), 0)).to.equal(480);
    expect(extensions[0]!.grantedBy!.slug).to.equal(UNIT);
    expect(extensions[0]!.basis!.vi).to.contain('Gia hạn');
    const page = await world.visitor().get(`/feedback/${code}/deadline`);
    expect(page.text).to.contain('8 giờ làm việc').and.to.contain('Cơ quan quyết định');
  });

  it('keeps the clock of the first answer when the item is looked at again', async () => {
    const { code } = await on.assigned();
    await on.moveTo('2026-03-20 10:00');
    await on.apologise(on.head.context(), code, city('2026-03-24 17:00'));
    await on.submit(code);
    await approveAnswer(on.head.context(), code, OVERRIDE);
    const before = await on.passport(code);
    await rateFeedback(senderContext(world, code), code, {
      ...({ answered: 'no', clear: 'no', solved: 'no' } as const),
      ...{ reasons: [], note: '' },
    });
    await on.moveTo('2026-03-25 10:00');
    await reopenFeedback(senderContext(world, code), code, { reason: 'Chưa trả lời điều tôi hỏi.' });
    const told = await on.passport(code);
    const { code: _code, receivedAt: _received, reopenedAt: _none, provisional: _firm, ...rest } = before;
    const { events: _events, firstAnswer: _nothing, secondAnswer: _second, appeal: _appeal, ...clock } = rest;
    expect(told.firstAnswer).to.deep.equal(clock);
    expect(told.firstAnswer!.state).to.equal('answered-late');
    expect(told.firstAnswer!.delays.map(({ days }) => days)).to.deep.equal([2]);
    expect(told.holdings.map(({ from }) => from)).to.deep.equal([city('2026-03-25 10:00')]);
    expect([told.apology, told.delays, told.dueAt]).to.deep.equal([null, [], city('2026-04-08 17:00')]);
    expect(await described(code)).to.equal(undefined);
    const page = await world.visitor().get(`/feedback/${code}/deadline`);
    expect(page.$('#first-answer').length).to.equal(1);
    expect(page.$('#first-held-title').length).to.equal(1);
  });
});
