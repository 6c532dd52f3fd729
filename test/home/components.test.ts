import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { startWorld, type World } from '../support/world.ts';

describe('the page of all components', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  before(async () => {
    world = await startWorld({}, { people: () => [], units: () => [], routes: [] });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  for (const look of [
    { width: 320, dark: true },
    { width: 1280, dark: false },
    { width: 1280, dark: true },
  ])
    it(`is accessible at ${look.width} px, ${look.dark ? 'dark' : 'light'}`, async () => {
      const context = await person(browser, { address: world.address, ...look });
      const page = await context.newPage();
      const response = await page.goto('/demo/components');
      expect(response?.status()).to.equal(200);
      await takeShot(page, `components-${look.width}${look.dark ? '-dark' : ''}`);
      await checkAccessibility(page);
      await checkWidth(page);
      await context.close();
    });
});
