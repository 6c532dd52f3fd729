import { expect } from 'chai';
import { approveList, replyToEntry } from '../../server/accountability/delay-list/actions.ts';
import { DelayList, type DelayListFields } from '../../server/accountability/delay-list/model.ts';
import { VOLUME_CLASSES } from '../../server/accountability/volume-classes.ts';
import { planReorganisation } from '../../server/catalogue/index.ts';
import { changeSetting, tableOf } from '../../server/settings/index.ts';
import { city } from '../feedback/clocks/scene.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { api, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const REPLY = 'Hồ sơ được nhận bàn giao ngày 21/3; cơ quan cũ chưa phân công người thay.';

/** The world begins on Wednesday, 4 March 2026, 10:00; what is handed in then is due on Wednesday, 18 March, 17:00. */
describe('a month in the middle of which much changes', function () {
  this.timeout(180_000);
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  const at = (moment: string) => world.advanceTo(city(moment));
  const delays = async (month: string) => (await api(world)('get', `/delays/${month}`)).body as any;
  const list = async (unit: string) => (await DelayList.findById(`2026-03.${unit}`).lean<DelayListFields>())!;

  it('a unit that ended has its own list and score; whoever goes on with its work answers for it', async () => {
    const admin = await colleague(world, 'administrator');
    const leader = await colleague(world, 'leader');
    const heir = await (await castOf(world)).inUnit('head', OTHER_UNIT);
    const { code } = await item(world, { status: 'assigned' });
    await planReorganisation(admin.context(), {
      ...{ from: [UNIT], others: [], heir: OTHER_UNIT },
      ...{ lastDay: '2026-03-20', basis: 'QĐ 9/2026' },
    });
    await at('2026-03-21 00:01');
    await world.settled();
    await at('2026-04-01 09:00');
    const { items, units } = await delays('2026-03');
    // 19 and 20 March with the one, 23 to 31 March with the other.
    expect(items[0].lost.map(({ unit, days }: any) => [unit.slug, days])).to.deep.equal([
      [UNIT, 2],
      [OTHER_UNIT, 7],
    ]);
    expect(units.map(({ unit }: any) => unit.slug)).to.have.members([UNIT, OTHER_UNIT]);
    expect((await list(UNIT)).respondents).to.deep.equal([OTHER_UNIT]);
    expect((await list(OTHER_UNIT)).respondents).to.deep.equal([OTHER_UNIT]);

    await at('2026-04-02 17:01');
    expect(world.letters.to(heir.actor.email).some(({ text }) => text.includes(`/2026-03/${UNIT}`))).to.equal(
      true,
    );
    const said = { entry: code, seen: '0-0', text: REPLY, looked: false };
    await replyToEntry(heir.context(), `2026-03.${UNIT}`, said);
    await at('2026-04-10 08:00');
    for (const unit of [UNIT, OTHER_UNIT]) await approveList(leader.context(), `2026-03.${unit}`);
    await at('2026-04-15 08:00');
    for (const path of [`/delays/2026-03?unit=${UNIT}`, `/embed/delays/${UNIT}`])
      expect((await world.visitor().get(path)).text, path).to.contain(REPLY);
    // It was with the former one when its date passed.
    const score = await world.visitor().get(`/scores/${UNIT}/items?period=2026-03&as=late`);
    expect(score.text).to.contain(code);
    expect(
      (await world.visitor().get(`/scores/${OTHER_UNIT}/items?period=2026-03&as=late`)).text,
    ).to.not.contain(code);
    for (const path of [
      `/scores/${UNIT}?period=2026-03`,
      `/delays/2026-05?unit=${UNIT}`,
      `/delays?unit=${UNIT}`,
    ])
      expect((await world.visitor().get(path)).status, path).to.equal(path.includes('2026-05') ? 404 : 200);
  });

  it('classes of volume that change keep to the month in which they begin to hold', async () => {
    const admin = await colleague(world, 'administrator');
    for (let each = 0; each < 2; each++) await item(world, { status: 'assigned' });
    const row = { validFrom: '2026-03-15', medium: 1, large: 2, basis: 'QĐ 10/2026' };
    await changeSetting(admin.context(), VOLUME_CLASSES, row, tableOf(VOLUME_CLASSES).number);
    await at('2026-04-01 09:00');
    const classOf = async (month: string) => {
      world.clock.moveBy(60_000);
      const { units } = await delays(month);
      return units.find(({ unit }: any) => unit?.slug === UNIT).volumeClass;
    };
    expect([await classOf('2026-03'), await classOf('2026-04')]).to.deep.equal(['small', 'large']);
    const inClass = async (period: string) => {
      const { $ } = await world.visitor().get(`/scores?period=${period}`);
      const sections = $('h3[id^="class-"]').toArray();
      return sections
        .filter((each) => $(each).nextUntil('h3').find(`a[href^="/scores/${UNIT}"]`).length > 0)
        .map((each) => $(each).attr('id'));
    };
    expect([await inClass('2026-03'), await inClass('2026-Q1')]).to.deep.equal([
      ['class-small'],
      ['class-small'],
    ]);
  });
});
