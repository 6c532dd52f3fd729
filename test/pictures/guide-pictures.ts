/** npm run guide-pictures [-- ADDRESS [names]]: the pictures of `/guide` anew, from the pages of the demo, in each language. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { PICTURES } from '../../server/guide/rules.ts';
import { CONTENT_LANGUAGES, type Language } from '../../server/platform/context.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { launchBrowser } from '../support/browser.ts';
import { withDemo } from './demo-site.ts';

const FOLDER = projectFile('client/guide');
/** The first of these with which a picture is small enough. */
const QUALITIES = [50, 40, 30, 20];
const MOST_BYTES = 39_000;
/** One column, and what the pages show there is read at its own size in the guide. */
const NARROW = 680;
/** Wide enough for list and item side by side. */
const SIDE_BY_SIDE = 1180;
const WINDOW_SCALE = 0.72;
const EDGE = 12;
/** Below, the next thing begins at once. */
const FOOT = 1;

interface Shot {
  path: string;
  /** Pressed before, in this order; the last one may lead to another page. */
  press?: string[];
  /** Written before the picture is taken, as somebody would. */
  write?: { into: string; text: string };
  /** Boxes that are ticked. */
  tick?: string;
  /** What the sentence speaks of: the picture begins where this begins … */
  from: string;
  /** … and ends where this ends, so that no line is cut; without it, where the first ends. */
  until?: string;
  width?: number;
  height?: number;
  /** Of what stands around it; none where something else touches it. */
  edge?: number;
  /** The whole window, where panes scroll for themselves. */
  window?: boolean;
}

const OPEN_ITEM = ':is(.group-late, .group-today, .group-week, .group-later) li:has([lang=vi]) a.row-title';
const NEW_ITEM = '.group-submitted li:has([lang=vi]) a.row-title';
const TO_APPROVE = '.group-to-approve li:has([lang=vi]) a.row-title';
const POINT = '.point-box[data-point="1"]';
const ASK = '.desk-panel details:has(form[action$="/info-request"])';
const DIALOGUE = 'main .row a[href*="/dialogues/"]';

const SHOTS: Record<string, Shot> = {
  'official-inbox': { path: '/inbox', from: '.triage-head', until: '.group-late .row:nth-child(1)' },
  'official-points': { path: '/inbox', press: [OPEN_ITEM], from: POINT },
  'official-findings': {
    path: '/inbox',
    press: [OPEN_ITEM],
    write: {
      into: '[name=point-1-text]',
      text: 'Chúng tôi ghi nhận ý kiến và sẽ xem xét, giải quyết theo quy định.',
    },
    from: '.field:has(> [name=point-1-text])',
    until: `${POINT} .field-findings[data-findings-of=point-1-text]`,
  },
  'official-submit': { path: '/inbox', press: [OPEN_ITEM], from: '.answer-bar', edge: 0 },
  'official-ask': { path: '/inbox', press: [OPEN_ITEM], from: ASK },
  'head-approvals': {
    path: '/approvals',
    press: [TO_APPROVE],
    window: true,
    from: 'main',
    width: SIDE_BY_SIDE,
    height: 800,
  },
  'head-return': {
    path: '/approvals',
    press: [TO_APPROVE],
    from: 'details:has(> form[action$="/answer-return"])',
  },
  'head-risk': { path: '/forecast', from: 'main h1', until: 'main .rows > li' },
  'head-week': { path: '/week', from: 'main h1', until: '#late ~ .table-scroll tbody tr' },
  'coordinator-triage': {
    path: '/triage',
    press: [NEW_ITEM],
    window: true,
    from: 'main',
    width: SIDE_BY_SIDE,
    height: 800,
  },
  'coordinator-public-text': {
    path: '/triage',
    press: [NEW_ITEM],
    from: '.triage-work details:has([name=subject])',
  },
  'coordinator-route': {
    path: '/triage',
    press: [NEW_ITEM],
    from: '#decision-title',
    until: '[aria-labelledby=decision-title] form > .buttons',
  },
  'coordinator-together': {
    path: '/triage',
    tick: '.group-submitted > .rows li:nth-child(-n + 2) input',
    from: '.group-submitted h2',
    until: '.group-submitted li:nth-child(4)',
  },
  'moderator-sessions': { path: '/dialogues?host=me', from: 'main h1', until: 'main section .rows' },
  'moderator-screen': {
    path: '/dialogues?host=me',
    press: [DIALOGUE, 'main a[href$="/console"]'],
    window: true,
    from: 'main',
    width: SIDE_BY_SIDE,
    height: 700,
  },
  'moderator-minutes': {
    path: '/dialogues?host=me',
    press: ['main a[href$="/minutes"]', 'main a[href$="/minutes/edit"]'],
    from: '#questions-title',
    until: 'main ol.rows > li',
  },
  'reviewer-read': { path: '/quality-review', from: 'main h1', until: 'main .rows' },
  'leader-numbers': { path: '/dashboard', from: '#figures-title', until: 'main .figures' },
  'administrator-set-up': { path: '/administration', from: '#set-up', until: '.checklist > :nth-child(6)' },
  'administrator-letters': { path: '/outbox', from: 'main h1', until: 'main tbody tr:nth-child(5)' },
};

async function signedIn(browser: Browser, address: string, role: string): Promise<Page> {
  const screen = await browser.newContext({
    baseURL: address,
    locale: 'vi',
    viewport: { width: NARROW, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await screen.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto('/sign-in');
  await page.fill('main [name=email]', `${role}@city.example`);
  await page.fill('main [name=password]', DEMO_PASSWORD);
  await Promise.all([page.waitForNavigation(), page.press('main [name=password]', 'Enter')]);
  return page;
}

/** In the page: the place of what begins with one element and ends with another, each opened if it is folded. */
const PLACE = `(from, until) => {
  const of = (selector) => {
    const found = [...document.querySelectorAll(selector)].find((each) => each.closest('[hidden]') === null);
    if (!found) throw new Error('nothing on the page is ' + selector);
    for (let each = found; each; each = each.parentElement) if (each.tagName === 'DETAILS') each.open = true;
    return found;
  };
  const [first, last] = [of(from), of(until)];
  for (const field of document.querySelectorAll('main textarea'))
    if (field.scrollHeight > field.clientHeight) field.style.height = field.scrollHeight + 4 + 'px';
  const bar = document.querySelector('.answer-bar');
  if (bar && bar !== first) bar.style.position = 'static';
  const [a, b] = [first.getBoundingClientRect(), last.getBoundingClientRect()];
  return { top: a.top + scrollY, bottom: b.bottom + scrollY, left: a.left, right: Math.max(a.right, b.right) };
}`;

interface Place {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

async function take(page: Page, shot: Shot): Promise<Buffer> {
  const {
    path,
    press = [],
    write,
    tick,
    from,
    until = from,
    width = NARROW,
    height = 900,
    edge = EDGE,
  } = shot;
  await page.setViewportSize({ width, height });
  await page.goto(path);
  for (const each of press)
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator(each).first().click()]);
  const find = () =>
    page.evaluate(`(${PLACE})(${JSON.stringify(from)}, ${JSON.stringify(until)})`) as Promise<Place>;
  if (write) {
    await page.locator(write.into).evaluate((field) => field.closest('details')?.setAttribute('open', ''));
    await page.fill(write.into, write.text);
    await page.waitForTimeout(2_500);
  }
  if (tick) for (const box of await page.locator(tick).all()) await box.check();
  let place = await find();
  if (!shot.window) {
    // All of it fits the window: nothing sticks to its foot in the middle of the picture.
    await page.setViewportSize({
      width,
      height: Math.max(height, Math.ceil(place.bottom - place.top) + 200),
    });
    place = await find();
  }
  await page.evaluate('Promise.all([...document.fonts].map((font) => font.load()))');
  const all = shot.window
    ? { x: 0, y: place.top, width, height: height - place.top }
    : {
        x: Math.max(0, place.left - edge),
        y: Math.max(0, place.top - edge),
        width: Math.min(width, place.right + edge) - Math.max(0, place.left - edge),
        height: place.bottom - Math.max(0, place.top - edge) + FOOT,
      };
  const inside = await page.context().newCDPSession(page);
  let bytes = Buffer.alloc(0);
  for (const quality of QUALITIES) {
    const { data } = await inside.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      captureBeyondViewport: !shot.window,
      clip: { ...all, scale: shot.window ? WINDOW_SCALE : 1 },
    });
    bytes = Buffer.from(data, 'base64');
    if (bytes.byteLength < MOST_BYTES) break;
  }
  await inside.detach();
  return bytes;
}

const [address, only = ''] = process.argv.slice(2);
await withDemo(address, async (address) => {
  const browser = await launchBrowser();
  const missed: string[] = [];
  const pages = new Map<string, Page>();
  const takeOne = async (name: string, language: Language): Promise<void> => {
    const role = name.slice(0, name.indexOf('-'));
    const page = pages.get(role) ?? (await signedIn(browser, address, role));
    pages.set(role, page);
    await page.goto(`/language/${language}?to=/guide`);
    const bytes = await take(page, SHOTS[name]!);
    const folder = join(FOLDER, language);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.webp`), bytes);
    console.log(`${language} ${name} ${bytes.byteLength}`);
  };
  try {
    for (const name of PICTURES)
      for (const language of CONTENT_LANGUAGES)
        if (!only || only.split(',').includes(name))
          await takeOne(name, language).catch((error: Error) =>
            missed.push(`${language} ${name}: ${error.message}`),
          );
  } finally {
    await browser.close();
  }
  if (missed.length > 0) throw new Error(`no picture of\n${missed.join('\n')}`);
});
