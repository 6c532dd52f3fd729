import type { Browser } from 'playwright-core';
import { rateFeedback, reopenFeedback } from '../../server/feedback/index.ts';
import { LANGUAGES } from '../../server/platform/context.ts';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { item, UNIT } from '../support/factories.ts';
import { colleague, senderContext } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('delays, forecast, scores, dashboards and open data, in a browser', function () {
  this.timeout(240_000);
  let world: World;
  let browser: Browser;
  let leader: Awaited<ReturnType<typeof colleague>>;

  before(async () => {
    world = await startWorld();
    for (let each = 0; each < 3; each++) await item(world, { status: 'answered' });
    const { code } = await item(world, { status: 'answered' });
    const sender = senderContext(world, code);
    const grades = { answered: 'no', clear: 'partly', solved: 'no' } as const;
    await rateFeedback(sender, code, { ...grades, reasons: [], note: '' });
    await reopenFeedback(sender, code, { reason: 'Câu trả lời này chưa nói gì.' });
    for (let each = 0; each < 6; each++) await item(world, { status: 'assigned' });
    leader = await colleague(world, 'leader');
    await world.advanceTo(new Date('2026-03-23T10:00:00+07:00'));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  for (const [language, width, dark] of [
    [LANGUAGES[0], 1280, false],
    [LANGUAGES[1], 390, true],
    [LANGUAGES[2], 320, true],
  ] as const)
    it(`are accessible and fit in ${language} at ${width} px`, async () => {
      const context = await person(browser, { address: world.address, language, width, dark });
      const page = await context.newPage();
      await page.goto('/sign-in');
      await page.fill('#email', leader.actor.email);
      await page.fill('#password', leader.password);
      await page.click('main form button[type=submit]');
      await page.goto(`/language/${language}?to=/dashboard`);
      for (const path of [
        ...['/dashboard?period=2026-03', `/dashboard?about=unit.${UNIT}&period=2026`, '/dashboard/leader'],
        ...['/scores?period=2026-Q1', `/scores/${UNIT}?period=2026-03`, '/open-data'],
        `/scores/${UNIT}/items?period=2026-03&as=late`,
        ...['/delays', '/delays/2026-03', '/forecast', '/account/notices'],
      ]) {
        await page.goto(path);
        await takeShot(page, `${language}-${width}${path.replaceAll(/[^a-z0-9]+/g, '-')}`);
        await checkAccessibility(page);
        await checkWidth(page);
      }
      await context.close();
    });
});
