import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import type { Result } from 'axe-core';
import { expect } from 'chai';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';
import type { Language } from '../../server/platform/context.ts';
import { toBeStopped } from './running.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/**
 * Not the package's own list: with one process for all, closing one person's context ends the browser, and with web
 * security off the content security policy of our pages would not be tried.
 */
const ARGUMENTS = ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage', '--font-render-hinting=none'];
/** All rules are tried; of what is right, and of how to find an element again, nothing is gathered: that takes longest. */
const AXE_OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  selectors: false,
};

/** A real Chromium that comes with the packages: nothing is downloaded. Close it in `after`. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ARGUMENTS,
    headless: true,
  });
  const forget = toBeStopped(() => browser.close());
  browser.once('disconnected', () => void forget());
  return browser;
}

export interface PersonOptions {
  /** http://127.0.0.1:PORT; paths in `page.goto` are relative to it. */
  address: string;
  language?: Language;
  dark?: boolean;
  /** In CSS pixels; 1280 by default, 390 is a phone. */
  width?: number;
  script?: boolean;
}

/** Somebody at a screen of their own: own cookies, own language. */
export async function person(browser: Browser, options: PersonOptions): Promise<BrowserContext> {
  return underThePolicy(await browser.newContext(screenOf(options)));
}

/**
 * A browser of somebody's own that keeps what it holds in a folder: closing the context ends the browser, and the next
 * one on the same folder is that browser opened again.
 */
export async function device(folder: string, options: PersonOptions): Promise<BrowserContext> {
  const context = await playwright.launchPersistentContext(folder, {
    ...screenOf(options),
    executablePath: await chromium.executablePath(),
    args: ARGUMENTS,
    headless: true,
  });
  const forget = toBeStopped(() => context.close());
  context.once('close', () => void forget());
  return underThePolicy(context);
}

function screenOf({ address, language, dark, width = 1280, script }: PersonOptions): BrowserContextOptions {
  return {
    baseURL: address,
    locale: language ?? 'vi',
    colorScheme: dark ? 'dark' : 'light',
    // Colours are measured at rest.
    reducedMotion: 'reduce',
    viewport: { width, height: width < 600 ? 844 : 900 },
    javaScriptEnabled: script ?? true,
  };
}

/** Whatever the policy of our pages has kept a page from, the test fails when its person leaves. */
function underThePolicy(context: BrowserContext): BrowserContext {
  const kept: string[] = [];
  context.on('console', (said) => {
    if (/content security policy|TrustedHTML|TrustedScript/i.test(said.text())) kept.push(said.text());
  });
  const close = context.close.bind(context);
  context.close = async (...given) => {
    await close(...given);
    expect(kept, 'what the policy of our pages does not allow').to.deep.equal([]);
  };
  return context;
}

/** Asserts that axe-core finds nothing against WCAG 2.0 to 2.2, levels A and AA, nor against good practice. Needs script in the page. */
export async function checkAccessibility(page: Page): Promise<void> {
  // What is still being drawn would be judged half.
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await readFile(AXE, 'utf8'));
  const run = `axe.run(document, ${JSON.stringify(AXE_OPTIONS)}).then((found) => found.violations)`;
  const violations = (await page.evaluate(run)) as Result[];
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n    ${node.html}\n    ${node.failureSummary ?? ''}`),
  );
  expect(told.join('\n'), `accessibility of ${page.url()}`).to.equal('');
}

/** Asserts that nothing sticks out sideways: the page has no scroll bar of its own. Names what does. */
export async function checkWidth(page: Page): Promise<void> {
  const wide = (await page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('main *, header *, footer *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  })()`)) as string[];
  expect(wide.join('\n'), `what is too wide on ${page.url()}`).to.equal('');
}

/** Opens all that is folded on a page: it is looked at too. */
export function unfold(page: Page): Promise<void> {
  return page.locator('main details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '');
  });
}

/** Writes a picture of the whole page when SHOTS names a folder, for people to look at. */
export async function takeShot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
