import { expect } from 'chai';
import { ToldMonth } from '../../server/accountability/delay-list/told-model.ts';
import { correctionsOf, type Told } from '../../server/accountability/rules.ts';
import { correctReceipt, enterFeedback } from '../../server/feedback/index.ts';
import { city } from '../feedback/clocks/scene.ts';
import { item, submission } from '../support/factories.ts';
import { type Api, api, type Colleague, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const row = (code: string, more: Partial<Told> = {}): Told => ({
  code,
  review: false,
  state: 'open-late',
  dueAt: city('2026-03-18 17:00'),
  daysLate: 9,
  lost: [{ unit: null, days: 9 }],
  cause: null,
  apologised: false,
  extended: false,
  ...more,
});

describe('corrections of what a month has told', () => {
  it('leave each row as it was told, and say what differs today', () => {
    const told = [row('A'), row('B'), row('C')];
    const today = [row('A'), row('B', { daysLate: 2 }), row('B', { review: true }), row('D')];
    const { rows, added } = correctionsOf(told, today);
    expect(rows.map((each) => each.row)).to.deep.equal(told);
    expect(rows.map(({ correction }) => correction?.kind)).to.deep.equal([undefined, 'changed', 'gone']);
    expect(added.map(({ code, review }) => [code, review])).to.deep.equal([
      ['B', true],
      ['D', false],
    ]);
  });

  it('see another order of those who lost the time as the same', () => {
    const lost = [
      { unit: 'a', days: 1 },
      { unit: null, days: 2 },
    ];
    const { rows } = correctionsOf([row('A', { lost })], [row('A', { lost: [...lost].reverse() })]);
    expect(rows[0]!.correction).to.equal(null);
  });
});

/** The world begins on Wednesday, 4 March 2026, 10:00. */
describe('the list of a month that is over', function () {
  this.timeout(120_000);
  let world: World;
  let call: Api;
  let coordinator: Colleague;

  beforeEach(async () => {
    world = await startWorld();
    coordinator = await colleague(world, 'coordinator');
    call = api(world);
  });
  afterEach(() => world.stop());

  const enter = async (received: string) => {
    const input = { ...submission(), channel: 'letter' as const, receivedAt: city(received) };
    const late = { ...input, lateReason: 'Thư bị thất lạc, nay mới tìm thấy.' };
    return (await enterFeedback(coordinator.context(), late, received)).code;
  };
  const correct = (code: string, received: string) =>
    correctReceipt(coordinator.context(), code, {
      receivedAt: city(received),
      reason: 'Đọc nhầm dấu đến.',
    });
  const list = async (month: string): Promise<any> => {
    // The list is kept for half a minute.
    world.clock.moveBy(60_000);
    return (await call('get', `/delays/${month}`)).body;
  };

  it('is not rewritten by a slip at the counter, nor by putting it right', async () => {
    const code = (await item(world)).code;
    await world.advanceTo(city('2026-04-02 09:00'));
    const before = await list('2026-03');
    expect(before.items.map((each: any) => each.code)).to.deep.equal([code]);
    expect(new Date(before.toldAt)).to.be.at.least(city('2026-04-01 00:00'));
    const slip = await enter('2026-02-16 09:00');
    const after = await list('2026-03');
    expect([after.items, after.units]).to.deep.equal([before.items, before.units]);
    expect(after.added.map((each: any) => each.code)).to.deep.equal([slip]);
    const page = await world.visitor().get('/delays/2026-03');
    expect(page.$('#added-title').parent().text()).to.contain(slip);
    // Months before the records begin have no list, whatever the letter says.
    expect((await world.visitor().get('/delays')).$('main a[href="/delays/2026-02"]').length).to.equal(0);
    await correct(slip, '2026-04-01 09:00');
    expect((await list('2026-03')).added).to.deep.equal([]);
  });

  it('keeps a row that a correction takes away, and says so beside it', async () => {
    const code = await enter('2026-02-24 09:00');
    await world.advanceTo(city('2026-04-02 09:00'));
    const before = await list('2026-03');
    expect(before.items[0]).to.include({ code, state: 'open-late', correction: null });
    const days = before.items[0].daysLate;
    await correct(code, '2026-03-04 09:00');
    const [changed] = (await list('2026-03')).items;
    expect([changed.daysLate, changed.correction.now.daysLate]).to.deep.equal([days, days - 6]);
    const page = await world.visitor().get('/delays/2026-03');
    expect(page.text).to.contain('Đính chính theo hồ sơ hiện nay');
    const csv = await fetch(`${world.address}/delays/2026-03/list.csv`);
    expect(await csv.text()).to.contain('Đính chính theo hồ sơ hiện nay');
  });

  it('that a clock told which ran ahead counts for nothing', async () => {
    await item(world);
    await ToldMonth.create({ _id: '2026-03', toldAt: city('2026-05-01 00:00'), units: [] });
    await world.advanceTo(city('2026-04-02 09:00'));
    const { items, toldAt } = await list('2026-03');
    expect([items.length, new Date(toldAt) < city('2026-04-03 00:00')]).to.deep.equal([1, true]);
  });
});
