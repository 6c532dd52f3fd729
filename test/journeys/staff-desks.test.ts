import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { Role } from '../../server/platform/context.ts';
import { person as atScreen, checkAccessibility, checkWidth, launchBrowser } from '../support/browser.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { colleague, PASSWORD } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MOST_TABS = 60;

/** Goes by Tab to what matches. @returns how many it took */
async function tabTo(page: Page, selector: string): Promise<number> {
  for (let tabs = 1; tabs <= MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) return tabs;
  }
  throw new Error(`${selector} is not reached by ${MOST_TABS} Tabs`);
}

/** Presses Enter and waits for the page that follows. */
async function enter(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** From the top of a page to a button among what is decided, by the two shortcuts. */
async function tabsToButton(page: Page, button: string): Promise<number> {
  let tabs = await tabTo(page, '.skip-link');
  await page.keyboard.press('Enter');
  tabs += await tabTo(page, '.desk-jumps a');
  await page.keyboard.press('Enter');
  return tabs + (await tabTo(page, button));
}

describe('journeys of staff, counted', function () {
  this.timeout(180_000);
  let world: World;
  let browser: Browser;
  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    await castOf(world).then((cast) => cast.inUnit('official', UNIT));
  });
  after(async () => {
    await browser.close();
    await world.stop();
  });
  afterEach(() => Feedback.deleteMany({}));

  /** Signs in and is where the day's work is. */
  async function signedIn(role: Role, more: { width?: number; units?: string[] } = {}): Promise<Page> {
    const { actor } = await colleague(world, role, { units: more.units ?? [] });
    const context = await atScreen(browser, {
      address: world.address,
      ...(more.width ? { width: more.width } : {}),
    });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.fill('main [name=email]', actor.email);
    await page.fill('main [name=password]', PASSWORD);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    return page;
  }

  const path = (page: Page) => new URL(page.url()).pathname;

  it('a coordinator accepts and sends an item with one button, and is at the next', async () => {
    const first = await item(world);
    const second = await item(world);
    const page = await signedIn('coordinator');
    await checkAccessibility(page);
    const tabs = await tabsToButton(page, 'button[value=send]');
    expect(tabs, 'Tabs from the top of the page').to.be.at.most(8);
    await enter(page);
    expect(path(page)).to.equal(`/triage/${second.code}`);
    expect((await Feedback.findOne({ code: first.code }).lean())!.status).to.equal('routed');
  });

  it('on a phone the list comes first, and an item is a page of its own', async () => {
    const { code } = await item(world);
    const page = await signedIn('coordinator', { width: 390 });
    expect(await page.locator('.triage-item').isVisible()).to.equal(false);
    await Promise.all([page.waitForNavigation(), page.click(`a.row-title[href="/triage/${code}"]`)]);
    expect(await page.locator('.triage-list').isVisible()).to.equal(false);
    await checkAccessibility(page);
    await checkWidth(page);
    await Promise.all([page.waitForNavigation(), page.click('button[value=send]')]);
    expect((await Feedback.findOne({ code }).lean())!.status).to.equal('routed');
  });

  it('a head opens the stack from the inbox, approves by keys, and is at the next', async () => {
    const first = await item(world, { status: 'in-review' });
    const second = await item(world, { status: 'in-review' });
    const page = await signedIn('head', { units: [UNIT] });
    expect(path(page)).to.equal('/inbox');
    await Promise.all([page.waitForNavigation(), page.click('.group-to-approve a.row-title')]);
    await checkAccessibility(page);
    const override = page.locator('#answer-approval-override');
    if ((await override.count()) > 0) await override.fill('Đã trao đổi trực tiếp với người gửi.');
    await page.evaluate('document.activeElement?.blur()');
    await page.click('form[action$="/answer-approval"] button[type=submit]');
    await page.waitForURL(`**/approvals/${second.code}?*`);
    expect((await Feedback.findOne({ code: first.code }).lean())!.status).to.equal('answered');
  });

  const FIRST_PAGES: [Role, string][] = [
    ['leader', '/week'],
    ['administrator', '/administration'],
    ['official', '/inbox'],
    ['reviewer', '/quality-review'],
  ];
  for (const [role, address] of FIRST_PAGES)
    it(`${role}: what waits is the first page`, async () => {
      const page = await signedIn(role, { units: role === 'official' ? [UNIT] : [] });
      expect(path(page)).to.equal(address);
      await checkAccessibility(page);
      await checkWidth(page);
      await page.goto('/guide');
      await checkAccessibility(page);
    });
});
