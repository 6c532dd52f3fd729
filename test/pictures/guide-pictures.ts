/** npm run guide-pictures [-- ADDRESS]: the pictures of `/guide` anew, from the pages of the demo. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { PICTURE_SIZE, PICTURES } from '../../server/guide/rules.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { launchBrowser } from '../support/browser.ts';
import { withDemo } from './demo-site.ts';

const FOLDER = projectFile('client/guide');
const QUALITY = 55;
const VIEW = { width: 1100, height: 900 };

interface Shot {
  path: string;
  /** Pressed before, in this order; the last one may lead to another page. */
  press?: string[];
  /** Written before the picture is taken, as somebody would. */
  write?: { into: string; text: string };
  /** What the sentence speaks of: it stands at the top left of the picture. */
  of: string;
}

const OPEN_ITEM = ':is(.group-late, .group-today, .group-week, .group-later) a.row-title';
const POINT = '.point-box[data-point="1"]';

const SHOTS: Record<string, Shot> = {
  'official-inbox': { path: '/inbox', of: 'main h1' },
  'official-points': { path: '/inbox', press: [OPEN_ITEM], of: POINT },
  'official-findings': {
    path: '/inbox',
    press: [OPEN_ITEM],
    write: { into: '[name=point-1-text]', text: 'Chúng tôi ghi nhận ý kiến và sẽ xem xét, giải quyết theo quy định.' },
    of: '[name=point-1-text]',
  },
  'official-submit': { path: '/inbox', press: [OPEN_ITEM], of: '.answer-bar' },
  'official-ask': { path: '/inbox', press: [OPEN_ITEM], of: 'details:has(> form[action$="/info-request"])' },
  'head-approvals': { path: '/approvals', of: 'main h1' },
  'head-return': { path: '/approvals', of: 'details:has(form[action$="/answer-return"])' },
  'head-risk': { path: '/forecast', of: 'main h1' },
  'head-week': { path: '/week', of: 'main h1' },
  'coordinator-triage': { path: '/triage', of: 'main h1' },
  'coordinator-public-text': {
    path: '/triage',
    press: ['.group-submitted a.row-title'],
    of: '.triage-work details:has([name=subject])',
  },
  'coordinator-route': { path: '/triage', press: ['.group-submitted a.row-title'], of: '#decision-title' },
  'coordinator-together': { path: '/triage', of: '.group-submitted' },
  'moderator-sessions': { path: '/dialogues?host=me', of: 'main h1' },
  'moderator-screen': {
    path: '/dialogues?host=me',
    press: ['main .row a[href*="/dialogues/"]', 'main a[href$="/console"]'],
    of: '[data-part=quick-approve]',
  },
  'moderator-minutes': {
    path: '/dialogues?host=me',
    press: ['main .row a[href*="/dialogues/"]'],
    of: 'main h1',
  },
  'reviewer-read': { path: '/quality-review', of: 'main h1' },
  'leader-numbers': { path: '/dashboard', of: '#figures-title' },
  'administrator-set-up': { path: '/administration', of: 'main h1' },
  'administrator-letters': { path: '/outbox', of: 'main h1' },
};

async function signedIn(browser: Browser, address: string, role: string): Promise<Page> {
  const screen = await browser.newContext({
    baseURL: address,
    locale: 'vi',
    viewport: VIEW,
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  });
  const page = await screen.newPage();
  await page.goto('/sign-in');
  await page.fill('main [name=email]', `${role}@city.example`);
  await page.fill('main [name=password]', DEMO_PASSWORD);
  await Promise.all([page.waitForNavigation(), page.press('main [name=password]', 'Enter')]);
  return page;
}

async function take(page: Page, { path, press = [], write, of }: Shot): Promise<Buffer> {
  await page.goto(path);
  for (const each of press)
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(each).first().click()]);
  const at = page.locator(of).first();
  await at.evaluate((element) => {
    for (let each: Element | null = element; each; each = each.parentElement)
      if (each instanceof HTMLDetailsElement) each.open = true;
  });
  if (write) {
    await page.fill(write.into, write.text);
    await page.waitForTimeout(2_000);
  }
  await at.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = (await at.boundingBox())!;
  const from = (place: number, most: number) => Math.max(0, Math.min(place - 12, most));
  const clip = {
    x: from(box.x, VIEW.width - PICTURE_SIZE.width),
    y: from(box.y, VIEW.height - PICTURE_SIZE.height),
    ...PICTURE_SIZE,
    scale: 1,
  };
  const inside = await page.context().newCDPSession(page);
  const { scrollX, scrollY } = (await page.evaluate('({ scrollX, scrollY })')) as { scrollX: number; scrollY: number };
  const { data } = await inside.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { ...clip, x: clip.x + scrollX, y: clip.y + scrollY },
  });
  return Buffer.from(data, 'base64');
}

await withDemo(process.argv[2], async (address) => {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  const missed: string[] = [];
  const pages = new Map<string, Page>();
  try {
    for (const name of PICTURES) {
      const role = name.slice(0, name.indexOf('-'));
      try {
        const page = pages.get(role) ?? (await signedIn(browser, address, role));
        pages.set(role, page);
        page.setDefaultTimeout(10_000);
        const bytes = await take(page, SHOTS[name]!);
        writeFileSync(join(FOLDER, `${name}.webp`), bytes);
        console.log(`${name} ${bytes.byteLength}`);
      } catch (error) {
        missed.push(`${name}: ${(error as Error).message}`);
      }
    }
  } finally {
    await browser.close();
  }
  if (missed.length > 0) throw new Error(`no picture of\n${missed.join('\n')}`);
});
