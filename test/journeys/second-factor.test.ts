import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { codeOf } from '../support/second-factor.ts';
import { startWorld, type World } from '../support/world.ts';

const RULE = '/accounts/second-factor';

describe('two-step sign-in, in a browser', function () {
  this.timeout(240_000);
  let world: World;
  let browser: Browser;
  let leader: Colleague;
  let administrator: Colleague;

  before(async () => {
    world = await startWorld();
    leader = await colleague(world, 'leader', { language: 'vi' });
    administrator = await colleague(world, 'administrator', { language: 'en' });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function look(page: Page, name: string): Promise<void> {
    await takeShot(page, name);
    await checkAccessibility(page);
    await checkWidth(page);
  }

  async function givePassword(page: Page, one: Colleague): Promise<void> {
    await page.goto('/sign-in?to=/account');
    await page.fill('#email', one.actor.email);
    await page.fill('#password', one.password);
    await page.click('#sign-in button');
  }

  it('is asked of a role, set up on a phone without script, and used', async () => {
    const desk = await person(browser, { address: world.address, language: 'en', width: 1280 });
    const rule = await desk.newPage();
    await givePassword(rule, administrator);
    await rule.goto(RULE);
    await rule.fill('#leader', '2026-03-01');
    await rule.click('main form button[type=submit]');
    await rule.waitForSelector('.done');
    await look(rule, 'factor-rule-1280');
    await rule.goto('/account');
    await look(rule, 'account-1280');

    const phone = await person(browser, { address: world.address, width: 390, script: false });
    const page = await phone.newPage();
    await givePassword(page, leader);
    expect(page.url()).to.contain('/sign-in/second-factor');
    await takeShot(page, 'set-up-390');
    const key = await page.textContent('main code.secret');
    await page.fill('#code', codeOf(key!, world.clock.now()));
    await page.click('main form button[type=submit]');
    expect(await page.locator('.recovery-codes li').count()).to.equal(10);
    await takeShot(page, 'codes-390');
    await page.click('main a[role=button]');
    expect(page.url()).to.match(/\/account$/);
    await takeShot(page, 'account-390');

    world.clock.moveBy(60_000);
    const next = await person(browser, { address: world.address, width: 1920 });
    const wide = await next.newPage();
    await givePassword(wide, leader);
    await wide.waitForURL('**/sign-in/code*');
    await look(wide, 'code-1920');
    await wide.fill('#code', '000000');
    await wide.click('main form button[type=submit]');
    await wide.waitForSelector('.error-summary');
    await wide.fill('#code', codeOf(key!, world.clock.now()));
    await wide.click('main form button[type=submit]');
    await wide.waitForURL('**/account');
    await look(wide, 'account-1920');
    await wide.goto('/account/second-factor');
    await look(wide, 'manage-1920');
    for (const each of [desk, phone, next]) await each.close();
  });
});
