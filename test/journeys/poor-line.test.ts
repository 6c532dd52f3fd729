import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { Feedback } from '../../server/feedback/item/model.ts';
import { fileOf } from '../../server/platform/files/index.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { person as atScreen, checkAccessibility, launchBrowser } from '../support/browser.ts';
import { startWorld, type World } from '../support/world.ts';
import { TOLD_IN, WORDS } from './screens.ts';

/** Arrived with the first stretch of half a MB. */
const ARRIVED: Record<string, string> = { vi: '39%', en: '39%', ru: '39\u00a0%' };
/** Larger than two stretches, smaller than three. */
const BYTES = Buffer.from('Đơn của tổ dân phố.\n'.repeat(46_000));
const FILE = { name: 'Đơn của tổ dân phố.txt', mimeType: 'text/plain', buffer: BYTES };

describe('a journey: a file over a poor line', function () {
  this.timeout(180_000);
  let world: World;
  let browser: Browser;
  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  for (const language of TOLD_IN)
    it(`${language}: goes on from where it was cut off, by itself, and what is typed waits for it`, async () => {
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const phone = await atScreen(browser, { address: world.address, language, width: 390 });
      const page = await phone.newPage();
      const beginnings: number[] = [];
      let cuts = 0;
      await page.route('**/feedback/new', async (route) => {
        const body = route.request().postDataBuffer()?.toString('latin1') ?? '';
        const from = /name="_from"\r\n\r\n(\d+)/.exec(body)?.[1];
        if (from === undefined) return route.continue();
        beginnings.push(Number(from));
        // The second stretch breaks off twice: once before the server has it, once before its answer is here.
        if (Number(from) > 0 && cuts < 2) {
          if (cuts++ > 0) await route.fetch();
          return route.abort('connectionreset');
        }
        return route.continue();
      });
      await page.goto('/feedback/new?regulation=tree-felling-permit');
      await page.fill('#feedback-form [name=subject]', subject);
      await page.fill('#feedback-form [name=text]', text);
      await page.setInputFiles('#files', FILE);
      const said = page.locator('.files [data-sending]');
      const gone = page.waitForNavigation();
      await page.click('.buttons button[value=sender]');
      await said
        .filter({
          hasText: t('feedback.attachments.broken', { name: FILE.name, percent: ARRIVED[language]! }),
        })
        .waitFor();
      await gone;
      expect(
        beginnings.filter((from) => from === 0),
        'nothing is sent from its beginning again',
      ).to.have.length(1);
      expect(new Set(beginnings).size, 'what is here is not sent again').to.equal(3);
      await page.fill('#feedback-form [name=name]', 'Nguyễn Thị Lan');
      await page.fill('#feedback-form [name=phone]', '0912 345 678');
      await page.click('button[value=preview]');
      expect(await page.innerText('main')).to.contain(FILE.name);
      await checkAccessibility(page);
      await page.click('button[value=send]');
      const code = /PA-[\d-]+/.exec(page.url())![0];
      const { attachments } = (await Feedback.findOne({ code }).lean())!;
      expect(attachments.map(({ name }) => name)).to.deep.equal([FILE.name]);
      expect((await fileOf(attachments[0]!.id))!.bytes.equals(BYTES)).to.equal(true);
      await phone.close();
    });
});
