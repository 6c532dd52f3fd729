import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../server/platform/context.ts';
import { BlockModel } from '../../server/sealed-record/model.ts';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { item } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';

describe('page of the sealed record, in a browser', function () {
  this.timeout(180_000);
  let world: World;
  let browser: Browser;
  let code: string;

  before(async () => {
    world = await startWorld();
    ({ code } = await item(world, { status: 'answered' }));
    await world.advance({ minutes: 1 });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function check(page: Awaited<ReturnType<Browser['newPage']>>, typed: string): Promise<string[]> {
    await page.fill('#sealed-code', typed);
    await page.click('#check-here button[type=submit]');
    await page.waitForFunction(
      () => !document.querySelector<HTMLButtonElement>('#check-here button')!.disabled,
    );
    return page.locator('#check-here [role=status] p').allTextContents();
  }

  it('finds the chain unbroken and the text as it was sealed; then names the block that was changed', async () => {
    const context = await person(browser, { address: world.address, language: 'en', width: 1280 });
    const page = await context.newPage();
    await page.goto('/language/en?to=/sealed-record');
    const last = (await BlockModel.findOne().sort({ _id: -1 }).lean())!;
    const [chain, text] = await check(page, code);
    expect(chain).to.contain('The chain is unbroken').and.to.contain(last.hash);
    expect(text).to.contain(`The public text of ${code} is as it was sealed`);
    expect((await check(page, 'PA-2020-000001'))[1]).to.contain('Nothing public is known');
    await BlockModel.collection.updateOne({ _id: 1 } as object, {
      $set: { 'entries.0.core': '0'.repeat(64) },
    });
    expect((await check(page, ''))[0]).to.contain('broken at block 1');
    await context.close();
  });

  for (const [language, width, dark] of [
    [LANGUAGES[0], 1280, false],
    [LANGUAGES[1], 390, true],
    [LANGUAGES[2], 320, false],
  ] as const)
    it(`is accessible and fits in ${language} at ${width} px`, async () => {
      const context = await person(browser, { address: world.address, language, width, dark });
      const page = await context.newPage();
      await page.goto(`/language/${language}?to=/sealed-record`);
      await takeShot(page, `${language}-${width}-sealed-record`);
      await checkAccessibility(page);
      await checkWidth(page);
      await context.close();
    });
});
