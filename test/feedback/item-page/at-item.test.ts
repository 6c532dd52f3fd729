import type { Browser, Page } from 'playwright-core';
import { launchBrowser, person } from '../../support/browser.ts';
import { castOf, item, UNIT } from '../../support/factories.ts';
import { type Colleague, PASSWORD } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('who else has an item open, in a browser', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  let official: Colleague;
  let head: Colleague;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    const cast = await castOf(world);
    official = await cast.inUnit('official', UNIT);
    head = await cast.inUnit('head', UNIT);
  });
  after(async () => {
    await browser.close();
    await world.stop();
  });

  async function deskOf({ actor }: Colleague, code: string): Promise<Page> {
    const page = await (await person(browser, { address: world.address })).newPage();
    await page.goto('/sign-in');
    await page.fill('main [name=email]', actor.email);
    await page.fill('main [name=password]', PASSWORD);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await page.goto(`/feedback/${code}`);
    return page;
  }

  it('the desk names a colleague, says who writes, and forgets whoever goes', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const mine = await deskOf(official, code);
    const note = (page: Page, hasText: string) =>
      page.locator('[data-behaviour=at-item]', { hasText }).first().waitFor();
    const nobody = (page: Page) =>
      page.locator('[data-behaviour=at-item][hidden]').first().waitFor({ state: 'attached' });
    await nobody(mine);
    const theirs = await deskOf(head, code);
    await note(theirs, official.actor.name);
    await note(mine, `${head.actor.name} cũng đang mở`);
    await theirs.close({ runBeforeUnload: false });
    await nobody(mine);
    const again = await deskOf(head, code);
    await note(mine, head.actor.name);
    await mine.locator('#answer-point-1-text, #answer-text').first().pressSequentially('Sở');
    await note(again, `${official.actor.name} đang soạn`);
    await mine.context().close();
    await again.context().close();
  });
});
