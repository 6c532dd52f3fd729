/** npm run pictures -- FOLDER [roles] [widths] [language] [theme]: every page of every role, at 390, 1280 and 1920 pixels. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { mochaGlobalSetup, mochaGlobalTeardown } from '../support/shared-store.ts';
import { startWorld } from '../support/world.ts';
import { Attempts } from '../walks/attempts.ts';
import { useMakers } from '../walks/makers.ts';
import { VIEWERS, type ViewerName, viewers } from '../walks/viewers.ts';
import { type PictureOf, picturesOf } from './pages.ts';
import { atScreen, fillLists } from './screens.ts';

const [folder = 'pictures', roles = '', widths = '390,1280,1920', language = 'vi', theme = 'light'] =
  process.argv.slice(2);
const wanted = VIEWERS.filter((name) => !roles || roles.split(',').includes(name));
const sizes = widths.split(',').map(Number);
const look = { language: language as 'vi', width: sizes[0]!, dark: theme === 'dark' };

async function take(screen: BrowserContext, address: string, { name, viewer }: PictureOf): Promise<number> {
  const page = await screen.newPage();
  const response = await page.goto(address, { waitUntil: 'load' });
  const file = `${name.slice('GET '.length).replace(/\W+/g, '_').replace(/^_|_$/g, '') || 'home'}-${viewer}`;
  for (const width of sizes) {
    await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
    await page.screenshot({ path: join(folder, `${file}-${width}.png`), fullPage: true });
  }
  await page.close();
  return response?.status() ?? 0;
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await mochaGlobalSetup();
  const world = await startWorld();
  const browser = await launchBrowser();
  try {
    await world.app.scheduler.stop();
    const people = await viewers(world);
    useMakers(world, people);
    await fillLists(world);
    const attempts = new Attempts(world);
    const pictures = picturesOf(wanted);
    const open = new Map<ViewerName, BrowserContext>();
    const missed: string[] = [];
    for (const [at, picture] of pictures.entries()) {
      const one = people.find(({ name }) => name === picture.viewer)!;
      const address = await attempts.addressOf(picture.name, one);
      // Afterwards: an address may have brought a key with it.
      await open.get(picture.viewer)?.close();
      open.set(picture.viewer, await atScreen(browser, one, look));
      const status = await take(open.get(picture.viewer)!, address, picture).catch(
        (error: Error) => error.message,
      );
      console.log(`${at + 1}/${pictures.length} ${picture.viewer} ${address} ${status}`);
      if (status !== 200) missed.push(`${picture.name} as ${picture.viewer}`);
    }
    if (missed.length > 0) throw new Error(`no picture of ${missed.join(', ')}`);
  } finally {
    await browser.close();
    await world.stop();
    await mochaGlobalTeardown();
  }
}

await main();
