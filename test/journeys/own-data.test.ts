import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { ContentLanguage } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { item } from '../support/factories.ts';
import { leave, Screens, TOLD_IN, WORDS } from './screens.ts';

const NAME = 'Nguyễn Thị Kín';

describe('a journey: own data as a file, and their erasure', function () {
  this.timeout(120_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('own-data');
  });
  after(() => screens?.close());

  for (const language of TOLD_IN)
    it(`${language}: are taken by the receipt key without script; erasure is asked for and taken back`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const email = `own-${language}@kin.example`;
      const input = { language: language as ContentLanguage, subject, text, email, name: NAME };
      const one = await item(world, { status: 'answered', input });
      await world.settled();
      const path = `/feedback/${one.code}/own-data`;
      const stranger = await screens.outside(language);
      expect((await stranger.page.goto(path))!.status()).to.equal(403);

      const sender = await screens.senderOf(one, language);
      const { page } = sender;
      await sender.press(`a[href="${path}"]`);
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('main a[download]')]);
      const data = JSON.parse(await readFile(await file.path(), 'utf8'));
      expect(data.sender).to.include({ name: NAME, email });
      expect(data.item.own.original.text).to.equal(text);

      const ask = 'form[action$="/erasure"]';
      await sender.press(`${ask} button[type=submit]`);
      expect(await page.locator('#understood-error').count(), 'not without having read it').to.equal(1);
      await page.check('#understood');
      await sender.press(`${ask} button[type=submit]`);
      expect(await page.locator(ask).count()).to.equal(0);
      expect((await Feedback.findOne({ code: one.code }).lean())!.erasure).to.not.equal(undefined);
      await world.advance({ hours: 20 });
      await sender.open(path);
      await sender.press('form[action$="/erasure/removal"] button[type=submit]');
      expect(await page.locator(ask).count()).to.equal(1);
      await world.advance({ hours: 30 });
      const row = (await Feedback.findOne({ code: one.code }).lean())!;
      expect([row.erased ?? null, row.sender.name]).to.deep.equal([null, NAME]);
      await sender.open(`/feedback/${one.code}`);
      expect(await page.textContent('section.own')).to.contain(text);
      expect(await sender.read()).to.contain(t('feedback.own-data.link'));
      await leave(stranger, sender);
    });
});
