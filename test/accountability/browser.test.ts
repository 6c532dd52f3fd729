import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../server/platform/context.ts';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { item, UNIT } from '../support/factories.ts';
import { colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('delays, forecast and reminders, in a browser', function () {
  this.timeout(180_000);
  let world: World;
  let browser: Browser;
  let head: Awaited<ReturnType<typeof colleague>>;

  before(async () => {
    world = await startWorld();
    await item(world, { status: 'assigned' });
    await item(world);
    head = await colleague(world, 'head', { units: [UNIT] });
    world.clock.moveTo(new Date('2026-03-23T10:00:00+07:00'));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  for (const [language, width, dark] of [
    [LANGUAGES[0], 1280, false],
    [LANGUAGES[1], 390, true],
    [LANGUAGES[2], 320, false],
  ] as const)
    it(`are accessible and fit in ${language} at ${width} px`, async () => {
      const context = await person(browser, { address: world.address, language, width, dark });
      const page = await context.newPage();
      await page.goto('/sign-in');
      await page.fill('#email', head.actor.email);
      await page.fill('#password', head.password);
      await page.click('main form button[type=submit]');
      await page.goto(`/language/${language}?to=/delays`);
      for (const path of ['/delays', '/delays/2026-03', '/forecast', '/account/notices']) {
        await page.goto(path);
        await takeShot(page, `${language}-${width}${path.replaceAll('/', '-')}`);
        await checkAccessibility(page);
        await checkWidth(page);
      }
      await context.close();
    });
});
