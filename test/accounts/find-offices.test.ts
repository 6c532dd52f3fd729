import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { atScreen } from '../pictures/screens.ts';
import { checkAccessibility, checkWidth, launchBrowser } from '../support/browser.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('offices of an account, found by a part of their name', function () {
  this.timeout(90_000);
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

  it('typed without marks it leaves those and what is ticked; emptied, all are there again', async () => {
    const { visitor } = await person(world, 'administrator');
    const screen = await atScreen(browser, { name: 'administrator', visitor } as never, {
      language: 'vi',
      width: 390,
    });
    const page = await screen.newPage();
    await page.goto('/accounts/new');
    const seen = () =>
      page
        .locator('#units .ticks label')
        .evaluateAll((all) =>
          all
            .filter((one) => (one as unknown as { checkVisibility(): boolean }).checkVisibility())
            .map((one) => one.textContent?.trim()),
        );
    expect(await seen()).to.deep.equal([]);
    await page.fill('#find-units', 'so xay dung');
    expect(await seen()).to.deep.equal(['Sở Xây dựng']);
    expect(await page.locator('#units [role=status]').innerText()).to.match(/ 1$/);
    await page.keyboard.press('Tab');
    while (!(await page.evaluate('document.activeElement.name === "units"')))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.fill('#find-units', 'phuong ba dinh');
    expect(await seen()).to.deep.equal(['Sở Xây dựng', 'UBND phường Ba Đình']);
    await page.press('#find-units', 'Enter');
    expect(new URL(page.url()).pathname, 'Enter in the line sends nothing').to.equal('/accounts/new');
    await checkAccessibility(page);
    await checkWidth(page);
    await page.fill('#find-units', 'không có cơ quan này');
    expect(await seen(), 'what is ticked is never out of sight').to.deep.equal(['Sở Xây dựng']);
    await page.fill('#find-units', '');
    expect((await seen()).length).to.be.above(10);
    expect(await page.locator('#units :checked').count()).to.equal(1);
  });
});
