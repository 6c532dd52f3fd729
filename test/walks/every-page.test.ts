import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../server/platform/context.ts';
import { onePictureEach, picturesOf } from '../pictures/pages.ts';
import { atScreen, fillLists } from '../pictures/screens.ts';
import { checkAccessibility, checkWidth, launchBrowser, unfold } from '../support/browser.ts';
import { startWorld, type World } from '../support/world.ts';
import { Attempts } from './attempts.ts';
import { useMakers } from './makers.ts';
import { VIEWERS, type Viewer, viewers } from './viewers.ts';

const WIDTHS = [320, 390, 768, 1280, 1920];

/** Five widths, three languages and two themes have no common divisor: each thirty pages try all of them together. */
const look = (at: number) => ({
  width: WIDTHS[at % WIDTHS.length]!,
  language: LANGUAGES[at % LANGUAGES.length]!,
  dark: at % 2 === 1,
});

/** With EVERY_VIEWER set: as everybody who sees it otherwise, which takes more than twice as long. */
const all = picturesOf(VIEWERS);
const PAGES = process.env['EVERY_VIEWER'] ? all : onePictureEach(all);

describe('every page: accessible, and no wider than the screen', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;
  let people: Viewer[];
  let attempts: Attempts;

  before(async () => {
    world = await startWorld();
    await world.app.scheduler.stop();
    people = await viewers(world);
    useMakers(world, people);
    await fillLists(world);
    attempts = new Attempts(world);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  for (const [at, { name, viewer }] of PAGES.entries()) {
    const { width, language, dark } = look(at);
    it(`${name} as ${viewer}, ${width} px, ${language}, ${dark ? 'dark' : 'light'}`, async () => {
      const one = people.find((each) => each.name === viewer)!;
      const address = await attempts.addressOf(name, one);
      const screen = await atScreen(browser, one, { width, language, dark });
      try {
        const page = await screen.newPage();
        const response = await page.goto(address);
        expect(response?.status()).to.equal(200);
        expect(response?.headers()['content-type']).to.match(/^text\/html/);
        await unfold(page);
        await checkAccessibility(page);
        await checkWidth(page);
        await page.setViewportSize({ width: WIDTHS[0]!, height: 844 });
        await checkWidth(page);
      } finally {
        await screen.close();
      }
    });
  }
});
