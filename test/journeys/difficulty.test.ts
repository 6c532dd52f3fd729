import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { OTHER_UNIT, UNIT } from '../support/factories.ts';
import { colleague } from '../support/people.ts';
import { leave, Screens, TOLD_IN } from './screens.ts';

const TEXT = 'Cây xà cừ nghiêng sát mái trạm y tế. Đã gửi hai công văn nhưng chưa có người đến cắt tỉa.';
const ANSWER = 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.';

describe('a journey: a difficulty that an office has with another', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('difficulty');
  });
  after(() => screens?.close());

  for (const [at, language] of TOLD_IN.entries())
    it(`${language}: is raised without script, screened like any other, answered and rated`, async () => {
      const { world } = screens;
      const t = translator(language);
      const subject = `Cây đổ chắn lối vào trạm y tế số ${at + 1}`;
      const official = await colleague(world, 'official', { units: [OTHER_UNIT], language });
      const raiser = await screens.desk(official, language, false);
      const { page } = raiser;
      await raiser.open('/difficulties');
      expect(await page.innerText('h1')).to.equal(t('feedback.raising.title'));
      await raiser.press('main a.button[href="/difficulties/new"]');
      await raiser.fill({ subject, text: TEXT });
      await page.selectOption('#unit', OTHER_UNIT);
      await raiser.press('#feedback-form button[type=submit]:not([name])');
      expect(await page.innerText('#unit-error')).to.contain(t('feedback.raising.errors.raised-it'));
      expect(await page.inputValue('#text')).to.equal(TEXT);
      await page.selectOption('#unit', UNIT);
      await raiser.press('#feedback-form button[type=submit]:not([name])');
      const code = new URL(page.url()).pathname.split('/')[2]!;
      expect(await page.innerText('#own-title')).to.equal(t('feedback.raising.own'));

      const coordinator = await screens.desk(await screens.coordinator(language), language);
      await coordinator.press(`a.row-title[href="/triage/${code}"]`);
      expect(await coordinator.page.inputValue('#decision-unit')).to.equal(UNIT);
      await coordinator.press('button[value=send]');
      expect(await Feedback.findOne({ code }).lean()).to.include({ status: 'routed', unit: UNIT });
      await screens.answer(code, ANSWER);
      const letters = world.letters.to(official.actor.email).map(({ text }) => text);
      expect(letters.join('\n')).to.contain(ANSWER);

      await raiser.open('/difficulties');
      const answered = `${at + 1} ${t('feedback.raising.figures.answered')}`;
      expect((await page.innerText('.counters')).replace(/\s+/g, ' ')).to.contain(answered);
      await raiser.press(`a.row-title[href="/feedback/${code}"]`);
      expect(await page.innerText('section.answer')).to.contain(ANSWER);
      for (const question of ['answered', 'clear', 'solved'])
        await page.check(`form[action$="/rating"] [name=${question}][value=yes]`);
      await raiser.press('form[action$="/rating"] button[type=submit]');
      expect(await page.innerText('#after-title')).to.equal(t('feedback.after.yours'));
      await leave(raiser, coordinator);
    });
});
