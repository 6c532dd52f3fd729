import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { ContentLanguage } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { leave, Screens, TOLD_IN, WORDS } from './screens.ts';

const CLINIC: Record<string, string> = {
  vi: 'Trạm y tế phường đóng cửa trước giờ ghi trên bảng.',
  en: 'The clinic of the ward closes before the hour on its board.',
  ru: 'Поликлиника закрывается раньше часа, указанного на двери.',
};
const LAMP: Record<string, string> = {
  vi: 'Đèn đường trước số 7 tắt đã hai tuần.',
  en: 'The street lamp at number 7 has been dark for two weeks.',
  ru: 'Фонарь у дома 7 не горит уже две недели.',
};
const PRIVATE = 'Trần Văn Ẩn Danh';

describe('a journey: items merged and taken apart', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('merge');
  });
  after(() => screens?.close());
  afterEach(() => Feedback.deleteMany({}));

  for (const language of TOLD_IN) {
    const written = language as ContentLanguage;

    it(`${language}: one joins another that says the same, and is handled on its own again; its sender is told`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const email = `second-${language}@kin.example`;
      const words = { language: written, subject };
      const parent = await item(world, { status: 'assigned', input: { ...words, text, name: PRIVATE } });
      const child = await item(world, { input: { ...words, text: `${text} ${LAMP[language]}`, email } });
      const coordinator = await screens.desk(await screens.coordinator(language), language);
      await coordinator.press(`a.row-title[href="/triage/${child.code}"]`);
      const alike = await coordinator.page.innerText('section[aria-labelledby=duplicates-title]');
      expect(alike, 'what says the same is named beside it').to.contain(parent.code);
      await coordinator.page.click('details:has(> .field #decision-into) > summary');
      await coordinator.page.fill('#decision-into', 'PA-2026-999999');
      await coordinator.press('button[value=merge]');
      expect(await coordinator.page.innerText('#decision-into-error')).to.contain(
        t('feedback.merging.errors.unknown'),
      );
      await coordinator.page.fill('#decision-into', parent.code);
      await coordinator.press('button[value=merge]');
      expect(await coordinator.page.innerText('.triage-done')).to.contain(child.code);
      await world.settled();
      const letter = world.letters.to(email).at(-1)!;
      expect(letter.text).to.contain(parent.code).and.to.not.contain(PRIVATE);

      const sender = await screens.senderOf(child, language);
      expect(await sender.read())
        .to.contain(t('feedback.merging.goes-with'))
        .and.to.contain(t('feedback.merging.own-kept'))
        .and.to.not.contain(PRIVATE);
      await sender.press(`.hint a[href="/feedback/${parent.code}"]`);
      expect(await sender.read()).to.contain(t('feedback.merging.alike', { count: 1 }));
      expect(await sender.page.locator('section.own').count(), 'the own key opens the own item').to.equal(0);

      await coordinator.open(`/feedback/${child.code}`);
      await coordinator.press('form[action$="/unmerging"] button[type=submit]');
      await world.settled();
      const subjectNow = t('feedback.letters.unmerged-for-sender.subject', { code: child.code });
      expect(world.letters.to(email).at(-1)!.subject).to.contain(subjectNow);
      await sender.open(`/feedback/${child.code}`);
      expect(await sender.read()).to.not.contain(t('feedback.merging.goes-with'));
      await leave(coordinator, sender);
    });

    it(`${language}: one that holds three matters becomes three, all opened by the one key`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const email = `three-${language}@kin.example`;
      const [clinic, lamp] = [CLINIC[language]!, LAMP[language]!];
      const points = [text, clinic, lamp];
      const whole = await item(world, {
        status: 'assigned',
        input: { language: written, subject, text: points.join(' '), points, email },
      });
      const coordinator = await screens.desk(await screens.coordinator(language), language);
      const { page } = coordinator;
      const form = `form[action="/feedback/${whole.code}/split"]`;
      await coordinator.open(`/feedback/${whole.code}`);
      await page.click('details.desk-actions > summary');
      await coordinator.press(`a[href="/feedback/${whole.code}/split"]`);
      for (const [at, part] of [clinic, lamp].entries()) {
        const fold = page.locator('details.point').nth(at);
        if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click();
        await page.fill(`#split-part-${at + 1}-subject`, part.slice(0, 40));
        await page.fill(`#split-part-${at + 1}-text`, part);
      }
      await page.selectOption('#split-part-1-unit', OTHER_UNIT);
      await page.fill('#split-rest', `${text} 0912 345 678`);
      await coordinator.press(`${form} > button[type=submit]`);
      expect(await page.locator('#split-rest-error').count(), 'nothing is added').to.equal(1);
      expect(await page.inputValue('#split-part-2-text')).to.equal(lamp);
      await page.fill('#split-rest', text);
      await coordinator.press(`${form} > button[type=submit]`);
      expect(await page.innerText('#split-title')).to.equal(t('feedback.splitting.planned', { count: 2 }));
      expect(await Feedback.countDocuments({ partOf: whole.code }), 'it can be undone yet').to.equal(0);
      await world.advance({ minutes: 2 });
      const parts = await Feedback.find({ partOf: whole.code }).sort({ _id: 1 }).lean();
      expect(parts.map(({ originalText }) => originalText.text)).to.deep.equal([clinic, lamp]);
      const letter = world.letters.to(email).at(-1)!;
      for (const { code } of [whole, ...parts]) expect(letter.text).to.contain(code);

      const sender = await screens.senderOf(whole, language);
      for (const { code, originalText } of parts) {
        await sender.press(`#related a[href="/feedback/${code}"]`);
        expect(await sender.page.textContent('section.own')).to.contain(originalText.text);
        await sender.press(`#related a[href="/feedback/${whole.code}"]`);
      }
      expect((await Feedback.findOne({ code: whole.code }).lean())!).to.include({ unit: UNIT });
      await leave(coordinator, sender);
    });
  }
});
