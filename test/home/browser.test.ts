import { brotliCompressSync } from 'node:zlib';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../../server/platform/context.ts';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { item } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';

const PATHS = ['/', '/about', '/privacy', '/accessibility', '/nowhere'];
const MOST_BYTES = 100_000;

describe('home and the pages about the site, in a browser', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  before(async () => {
    world = await startWorld();
    // The home page lists it: Vietnamese words stand on the Russian page too.
    await item(world, { status: 'answered' });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  for (const [at, language] of LANGUAGES.entries()) {
    const look = at % 2 ? { width: 1280, dark: true } : { width: 390, dark: false };
    it(`is accessible in ${language} at ${look.width} px, ${look.dark ? 'dark' : 'light'}`, async () => {
      const context = await person(browser, { address: world.address, language, ...look });
      const page = await context.newPage();
      for (const path of PATHS) {
        await page.goto(path);
        await takeShot(page, `${language}-${look.width}${look.dark ? '-dark' : ''}${path.replace('/', '-')}`);
        await checkAccessibility(page);
      }
      await context.close();
    });
  }

  it('fits a screen of 320 px, which is also 640 px at 200 % zoom', async () => {
    for (const language of LANGUAGES) {
      const context = await person(browser, { address: world.address, language, width: 320 });
      const page = await context.newPage();
      for (const path of PATHS) {
        await page.goto(path);
        await checkWidth(page);
      }
      await context.close();
    }
  });

  it('opens the menu of the phone without script', async () => {
    const context = await person(browser, { address: world.address, width: 390, script: false });
    const page = await context.newPage();
    await page.goto('/');
    const link = page.locator('.menu-small a[href="/regulations"]');
    expect(await link.isVisible()).to.equal(false);
    await page.locator('.menu-small summary').click();
    await link.click();
    expect(new URL(page.url()).pathname).to.equal('/regulations');
    await context.close();
  });

  it('shows where the keyboard is, and skips to the content first', async () => {
    const context = await person(browser, { address: world.address });
    const page = await context.newPage();
    await page.goto('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).to.equal('skip-link');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).to.equal('q');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).to.equal('3px');
    await context.close();
  });

  for (const language of LANGUAGES)
    it(`needs less than 100 kB for the first page in ${language}`, async () => {
      const context = await person(browser, { address: world.address, language });
      const page = await context.newPage();
      const files = await loadedBy(page, '/');
      const total = files.reduce((sum, file) => sum + file.bytes, 0);
      const told = files.map(({ path, bytes }) => `${path} ${bytes}`).join('\n');
      expect(total, told).to.be.below(MOST_BYTES);
      expect(files.every((file) => file.own)).to.equal(true);
      await context.close();
    });

  /** What the page loads, with the size that travels: text as brotli, the rest as it is. */
  async function loadedBy(page: Page, path: string) {
    const responses: Promise<{ path: string; bytes: number; own: boolean }>[] = [];
    page.on('response', (response) => {
      const url = new URL(response.url());
      if (url.protocol === 'data:') return;
      const text = /html|css|javascript|svg/.test(response.headers()['content-type'] ?? '');
      responses.push(
        response.body().then((body) => ({
          path: url.pathname,
          bytes: text ? brotliCompressSync(body).length : body.length,
          own: url.origin === world.address,
        })),
      );
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    return Promise.all(responses);
  }
});
