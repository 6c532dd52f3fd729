import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import {
  checkAccessibility,
  checkWidth,
  launchBrowser,
  person,
  takeShot,
  unfold,
} from '../support/browser.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('pages of the rules that a city sets, in a browser', function () {
  this.timeout(240_000);
  let world: World;
  let browser: Browser;
  let administrator: Colleague;
  let page: Page;

  before(async () => {
    world = await startWorld();
    administrator = await colleague(world, 'administrator', { language: 'vi' });
    browser = await launchBrowser();
    page = await (await person(browser, { address: world.address, language: 'vi', width: 390 })).newPage();
    await page.goto('/sign-in');
    await page.fill('#email', administrator.actor.email);
    await page.fill('#password', administrator.password);
    await Promise.all([page.waitForNavigation(), page.click('#sign-in button')]);
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** At the width of a telephone and of a desk; what is folded is looked at too. */
  async function look(path: string): Promise<void> {
    const response = await page.goto(path);
    expect(response!.status(), path).to.equal(200);
    await unfold(page);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await checkWidth(page);
      await takeShot(page, `${path.replace(/\W+/g, '-')}-${width}`);
    }
    await checkAccessibility(page);
  }

  it('are read by everybody, and none is wider than the screen', async () => {
    await page.goto('/settings');
    const rules = await page
      .locator('main a[href^="/settings/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    expect(rules).to.have.length.of.at.least(14);
    for (const path of rules) await look(path);
  });

  it('show what a rule would change before it is set', async () => {
    await page.goto('/settings/answer-phrases-vi');
    await page.fill('#general', 'theo tinh thần chung');
    await Promise.all([page.waitForNavigation(), page.click('#set-rule button')]);
    await checkAccessibility(page);
    await checkWidth(page);
    expect(await page.textContent('main')).to.contain('theo tinh thần chung');
  });
});
