import { expect } from 'chai';
import mongoose from 'mongoose';
import { learnUnits } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { namedUnit } from '../../server/units/index.ts';
import { item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { contextOf } from '../support/people.ts';
import { leave, Screens, TOLD_IN } from './screens.ts';

const TREES = 'Cây xanh trên vỉa hè gãy cành, đề nghị cắt tỉa trước mùa mưa';
const HEALTH = 'Phòng khám tư nhân hành nghề khám chữa bệnh không có giấy phép';

describe('a journey: the office that similar items speak for', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('suggested-office');
    await taken(120, TREES, UNIT);
    await taken(100, HEALTH, OTHER_UNIT);
    await learnUnits(contextOf(screens.world, { kind: 'system', id: 'test' }));
  });
  after(() => screens?.close());

  /** Copies of one item, as many as an office has taken on. */
  async function taken(count: number, text: string, unit: string): Promise<void> {
    const { code } = await item(screens.world, { status: 'assigned' });
    const { idempotencyKey: _, ...row } = (await Feedback.collection.findOne({ code }))!;
    const copies = Array.from({ length: count }, (_each, at) => ({
      ...{ ...row, unit, _id: new mongoose.Types.ObjectId(), code: `${unit}-${at}` },
      receivedAt: new Date(row['receivedAt'].getTime() - at * 60_000),
      publicText: { subject: text.slice(0, 40), text: `${text} ${at}` },
    }));
    await Feedback.collection.insertMany(copies as never);
  }

  for (const [at, language] of TOLD_IN.entries())
    it(`${language}: is shown with its reason, taken by one press, and sent on by a second`, async () => {
      const t = translator(language);
      const name = namedUnit(OTHER_UNIT)!.name[language as 'vi'];
      const text = `${HEALTH}, xin kiểm tra cơ sở số ${at + 1}.`;
      const { code } = await item(screens.world, { input: { text, subject: text.slice(0, 60) } });
      await Feedback.updateOne({ code }, { regulation: null, concernsUnit: null });
      const coordinator = await screens.desk(await screens.coordinator(language), language);
      const { page } = coordinator;
      await coordinator.open('/triage');
      expect(await page.innerText(`.triage-row:has(a[href="/triage/${code}"])`)).to.contain(name);
      await coordinator.press(`a.row-title[href="/triage/${code}"]`);
      expect(await page.inputValue('#decision-unit'), 'never applied by itself').to.equal('');
      const learned = await page.innerText('.learned');
      expect(learned).to.contain(t('feedback.learned-units.similar')).and.to.contain('phòng khám');
      const take = page.locator(`.learned button[name=take][value="${OTHER_UNIT}"]`);
      expect(await take.innerText()).to.equal(t('feedback.learned-units.take', { unit: name }));
      await coordinator.press(`.learned button[name=take][value="${OTHER_UNIT}"]`);
      expect(await page.inputValue('#decision-unit')).to.equal(OTHER_UNIT);
      expect(await Feedback.findOne({ code }).lean()).to.include({ status: 'submitted', unit: null });
      await coordinator.press('.buttons button[value=send]');
      expect(await Feedback.findOne({ code }).lean()).to.include({ status: 'routed', unit: OTHER_UNIT });
      await screens.world.settled();
      await coordinator.open('/learned-units');
      const counted = await page.innerText('section[aria-labelledby=counted-title]');
      expect(counted).to.contain(t('feedback.learned-units.counted-of', { count: at + 1 }));
      expect(counted).to.contain('100');
      await leave(coordinator);
    });
});
