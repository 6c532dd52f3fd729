import { expect } from 'chai';
import { translator } from '../../server/platform/i18n/texts.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { REGULATION } from '../support/factories.ts';
import { leave, openFold, Screens, TOLD_IN, WORDS } from './screens.ts';

const CONFIRM = /\/feedback\/[\w-]+\/address\/[\w-]+/;
const OPEN = /\/feedback\/[\w-]+\/open\/[\w-]+/;
const CHANGE = 'form[action$="/contact"]';

describe('a journey: an address to which answers come', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('where-to-write');
  });
  after(() => screens?.close());

  for (const language of TOLD_IN)
    it(`${language}: a wrong one is found, changed by the key and confirmed without script; a lost key is no loss`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const wrong = `wrong-${language}@kin.example`;
      const right = `right-${language}@kin.example`;
      const shown = `r…@kin.example`;
      const sender = await screens.outside(language);
      const { page } = sender;
      await sender.open(`/feedback/new?regulation=${REGULATION}`);
      await sender.fill({ subject, text });
      await sender.press('.buttons button[value=sender]');
      await sender.fill({ name: 'Nguyễn Thị Lan', email: wrong });
      await sender.press('button[name=step][value=preview]');
      await sender.press('button[name=step][value=send]');
      const [code, key] = await page.locator('.big-code').allInnerTexts();
      await world.settled();
      // The mail server of the address takes nothing for it.
      await Outbox.updateOne({ to: wrong }, { $set: { status: 'failed', refused: 'new' } });
      await world.advance({ minutes: 2 });

      const desk = await screens.desk(await screens.coordinator(language), language);
      await desk.open(`/triage/${code}`);
      expect(await desk.page.textContent('.sender')).to.contain(t('feedback.contact.states.undelivered'));

      await sender.open('/track');
      await sender.fill({ code: code!, key: key! });
      await sender.press('main form[action="/track"] button[type=submit]');
      expect(await page.innerText('#contact [role=alert]')).to.contain('w…@kin.example');
      await sender.page.fill(`${CHANGE} [name=email]`, 'khong-phai-thu');
      await sender.press(`${CHANGE} button[type=submit]`);
      expect(await page.inputValue('#contact #email'), 'what was typed stays').to.equal('khong-phai-thu');
      await sender.page.fill(`${CHANGE} [name=email]`, right);
      await sender.press(`${CHANGE} button[type=submit]`);
      expect(await page.innerText('#contact')).to.contain(
        t('feedback.contact.unconfirmed', { email: shown }),
      );
      await world.settled();

      // Another device, without the key: the link of the letter is all that is needed.
      const other = await screens.outside(language);
      await other.open(CONFIRM.exec(world.letters.to(right)[0]!.text)![0]);
      await other.press('main form[action*="/address/"] button[type=submit]');
      expect(await other.read()).to.contain(t('feedback.contact.confirmed', { email: shown }));
      await desk.open(`/triage/${code}`);
      expect(await desk.page.textContent('.sender')).to.contain(t('feedback.contact.states.confirmed'));

      const lost = await screens.outside(language);
      await lost.open('/track');
      await lost.press('main a[href="/track/lost"]');
      await lost.fill({ email: right });
      await lost.press('main form[action="/track/lost"] button[type=submit]');
      expect(await lost.read()).to.contain(t('feedback.contact.lost.sent'));
      await world.settled();
      await lost.open(OPEN.exec(world.letters.to(right).at(-1)!.text)![0]);
      expect(await lost.read(), 'the own page, with the words that are not public yet').to.contain(text);
      await openFold(lost, CHANGE);
      await leave(sender, desk, other, lost);
    });
});
