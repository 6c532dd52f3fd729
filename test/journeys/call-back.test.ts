import { expect } from 'chai';
import { translator } from '../../server/platform/i18n/texts.ts';
import { REGULATION } from '../support/factories.ts';
import { leave, openFold, Screens, TOLD_IN, WORDS } from './screens.ts';

const PHONE = '0912 345 678';
const QUESTION: Record<string, string> = {
  vi: 'Cây nằm trước số nhà bao nhiêu?',
  en: 'In front of which house does it stand?',
  ru: 'Перед каким домом оно стоит?',
};
const REPLY = '12, Hàng Bông';

describe('a journey: a sender with a telephone alone', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('call-back');
  });
  after(() => screens?.close());

  for (const language of TOLD_IN)
    it(`${language}: hands in without script, is asked, is called until reached, and replies by the receipt key`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const sender = await screens.outside(language);
      await sender.open(`/feedback/new?regulation=${REGULATION}`);
      await sender.fill({ subject, text });
      await sender.press('.buttons button[value=sender]');
      await sender.fill({ name: 'Nguyễn Thị Lan' });
      await sender.press('button[name=step][value=preview]');
      expect(await sender.page.locator('.error-summary').count(), 'one way to be reached').to.equal(1);
      await sender.fill({ phone: PHONE });
      await sender.press('button[name=step][value=preview]');
      await sender.press('button[name=step][value=send]');
      expect(await sender.read())
        .to.contain(t('feedback.receipt.no-letter'))
        .and.contain(t('feedback.contact.called'));
      const [code] = await sender.page.locator('.big-code').allInnerTexts();

      const desk = await screens.desk(await screens.coordinator(language), language);
      const { page } = desk;
      const ask = 'form[action$="/info-request"]';
      await desk.press(`a.row-title[href="/triage/${code}"]`);
      await openFold(desk, ask);
      await page.fill(`${ask} [name=question]`, QUESTION[language]!);
      await desk.press(`${ask} button[type=submit]`);
      await world.settled();
      await desk.open('/call-backs');
      expect(await page.innerText(`a[href="tel:${PHONE}"]`)).to.equal(PHONE);
      expect(await page.innerText('.rows')).to.contain(code!);
      await desk.press(`form[action="/call-backs/${code}/missed"] button`);
      expect(await page.locator('.rows .row').count(), 'it stays to be made').to.equal(1);
      await desk.press(`form[action="/call-backs/${code}/reached"] button`);
      expect(await desk.read()).to.contain(t('feedback.call-backs.none'));

      await sender.open(`/feedback/${code}`);
      expect(await sender.page.innerText('section.to-do')).to.contain(QUESTION[language]!);
      await sender.page.fill('#reply', REPLY);
      await sender.press('form[action$="/reply"] button[type=submit]:not([name])');
      await desk.open(`/triage/${code}`);
      expect(await page.innerText('.triage-read')).to.contain(REPLY);

      // Without the key: the page for lost ones says what goes on without it.
      await sender.open('/track');
      await sender.press('main a[href="/track/lost"]');
      expect(await sender.read()).to.contain(t('feedback.contact.lost.phone'));
      await leave(sender, desk);
    });
});
