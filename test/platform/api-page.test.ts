import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { checkAccessibility, launchBrowser, person } from '../support/browser.ts';
import { startWorld, type World } from '../support/world.ts';

describe('the page of the API', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;

  before(async () => {
    [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  it('lists every call without script, with a way to the description, in each language', async () => {
    for (const language of ['vi', 'en', 'ru'] as const) {
      const visitor = world.visitor();
      visitor.language = language;
      const { $ } = await visitor.get('/api');
      const calls = $('#api-reference dt')
        .toArray()
        .map((each) => $(each).text());
      const known = world.app.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
      expect(calls.slice().sort()).to.deep.equal(known.sort());
      expect($('main a[href="/api/v1/openapi.json"]')).to.have.length(1);
      expect($('footer a[href="/api"]')).to.have.length(1);
    }
    const context = await person(browser, { address: world.address, script: true });
    const page = await context.newPage();
    await page.route('**/assets/api-reference-*.js', (it) => it.abort());
    await page.goto('/api');
    await checkAccessibility(page);
    await context.close();
  });

  it('tries a call under the content security policy of the site', async () => {
    const context = await person(browser, { address: world.address, language: 'en' });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (said) => {
      if (/content security policy/i.test(said.text())) refused.push(said.text());
    });
    await page.goto('/api');
    await page.locator('#operations-units-listUnits button.opblock-summary-control').click();
    await page.locator('#operations-units-listUnits .try-out__btn').click();
    await page.locator('#operations-units-listUnits button.execute').click();
    const answer = page.locator('#operations-units-listUnits .live-responses-table .response-col_status');
    await answer.getByText('200').waitFor();
    expect(refused).to.deep.equal([]);
    await context.close();
  });
});
