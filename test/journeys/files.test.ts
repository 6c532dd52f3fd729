import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { translator } from '../../server/platform/i18n/texts.ts';
import { person as atScreen, checkAccessibility, launchBrowser } from '../support/browser.ts';
import { castOf } from '../support/factories.ts';
import { signIn } from '../support/people.ts';
import * as sample from '../support/sample-files.ts';
import { startWorld, type World } from '../support/world.ts';
import { TOLD_IN, WORDS } from './screens.ts';

const SECRET = '21.0285N 105.8542E';
const PHOTO = { name: 'Cây nghiêng.jpg', mimeType: 'image/jpeg', buffer: sample.jpeg(SECRET) };
const PAPER = { name: 'Đơn của tổ dân phố.pdf', mimeType: 'application/pdf', buffer: sample.PDF };
const BROKEN = { name: 'hỏng.png', mimeType: 'image/png', buffer: sample.png('').subarray(0, 60) };
const PICTURES = [
  PHOTO,
  { name: 'Gốc cây.png', mimeType: 'image/png', buffer: sample.png(SECRET) },
  { name: 'Cành khô.webp', mimeType: 'image/webp', buffer: sample.webp(SECRET) },
];

describe('a journey: files of a sender', function () {
  this.timeout(120_000);
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

  const fill = async (page: Page, fields: Record<string, string>) => {
    for (const [name, value] of Object.entries(fields))
      await page.fill(`#feedback-form [name=${name}]`, value);
  };
  const shot = async (page: Page, name: string) => {
    if (process.env['SHOTS'])
      await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
  };

  for (const language of TOLD_IN)
    it(`${language}, without script: they stay with a form that is refused, one is taken away, the rest is sent`, async () => {
      const { subject, text } = WORDS[language]!;
      const phone = await atScreen(browser, { address: world.address, language, width: 390, script: false });
      const page = await phone.newPage();
      await page.goto('/feedback/new?regulation=tree-felling-permit');
      await shot(page, 'new-390');
      await fill(page, { text });
      await page.setInputFiles('#files', [PHOTO, BROKEN, PAPER]);
      await page.click('.buttons button[value=sender]');
      await shot(page, 'refused-390');
      const kept = page.locator('.files .row > span');
      expect(await kept.allInnerTexts()).to.have.lengthOf(2);
      expect(await page.innerText('#files-error'))
        .to.contain(BROKEN.name)
        .and.to.contain(translator(language)('errors.field.file-broken'));
      await page.click(`.files button:has-text("${PAPER.name}")`);
      expect(await kept.allInnerTexts()).to.have.lengthOf(1);
      // Enter in a field goes on, and takes no file away.
      await page.fill('#subject', subject);
      await page.press('#subject', 'Enter');
      await fill(page, { name: 'Nguyễn Thị Lan', phone: '0912 345 678' });
      await page.press('#phone', 'Enter');
      expect(await page.innerText('main'))
        .to.contain(PHOTO.name)
        .and.not.to.contain(PAPER.name);
      await shot(page, 'preview-390');
      await page.click('button[value=send]');
      expect(page.url()).to.match(/receipt$/);
      await page.click('main a[href^="/feedback/PA-"]');
      expect(await page.innerText('section.own')).to.contain(PHOTO.name);
      await shot(page, 'own-390');
      await phone.close();
    });

  it('a coordinator looks at one and publishes it; browsers show the pictures, the right side up', async () => {
    const desktop = await atScreen(browser, { address: world.address, language: 'en' });
    const page = await desktop.newPage();
    await page.goto('/feedback/new?regulation=tree-felling-permit');
    await fill(page, {
      subject: 'A large tree is about to fall',
      text: 'The tree in front of our house leans since the rain, and dry branches fall on the pavement.',
    });
    await page.setInputFiles('#files', PICTURES);
    await page.click('button[value=add]');
    await checkAccessibility(page);
    await shot(page, 'new-1280');
    await page.click('.buttons button[value=sender]');
    await fill(page, { name: 'Ann Lee', phone: '0912 345 678' });
    await page.click('button[value=preview]');
    await page.click('button[value=send]');
    const code = /PA-[\d-]+/.exec(page.url())![0];
    await page.goto(`/feedback/${code}`);
    const links = await page
      .locator('section.own a[download]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href')!));
    const sizes = await page.evaluate(
      (hrefs) =>
        Promise.all(
          hrefs.map(async (href) => {
            const { width, height } = await createImageBitmap(await (await fetch(href)).blob());
            return [width, height];
          }),
        ),
      links,
    );
    // Taken with the camera on its side: the picture lies, and is turned when it is shown.
    expect(sizes[0]).to.deep.equal([16, 24]);
    expect(sizes).to.have.lengthOf(3);

    const { coordinator } = await castOf(world);
    const visitor = world.visitor();
    await signIn(visitor, coordinator);
    const desk = await atScreen(browser, { address: world.address });
    await desk.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: world.address })));
    const work = await desk.newPage();
    await work.goto(`/feedback/${code}`);
    const accept = `form[action="/feedback/${code}/acceptance"]`;
    if (await work.locator(`${accept} [name=seen]`).count()) await work.check(`${accept} [name=seen]`);
    await work.click(`${accept} button[type=submit]`);
    await shot(work, 'desk-1280');
    await work.click(`a[href$="/publication"]:has-text("${PHOTO.name}")`);
    await checkAccessibility(work);
    await shot(work, 'look-1280');
    await work.check('#seen');
    await work.click('main form button[type=submit]');
    await desk.close();

    const stranger = await (await atScreen(browser, { address: world.address })).newPage();
    await stranger.goto(`/feedback/${code}`);
    const text = await stranger.innerText('main');
    expect(text).to.contain(PHOTO.name).and.not.to.contain('Gốc cây.png');
    await shot(stranger, 'public-1280');
    await desktop.close();
  });
});
