import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { checkAccessibility, checkWidth, launchBrowser, person } from '../../support/browser.ts';
import { castOf, item, submission, UNIT } from '../../support/factories.ts';
import { startWorld, type World } from '../../support/world.ts';

const ARABIC = 'شجرة كبيرة أمام بيتي';
const HEBREW = 'עץ גדול מול הבית שלי';
/** One word that no line holds. */
const UNBROKEN = 'Ng'.repeat(100);
const SENDER = 'lan@kin.example';
const LONG = `${HEBREW}. ${'Cây nghiêng ra đường sau trận mưa. '.repeat(270)}`;

/** 1280 × 1024 at 400 %, a phone, a screen, a wide one. */
const SIZES = [
  [320, 256],
  [390, 844],
  [1280, 800],
  [1920, 1080],
] as const;

/** In the page: how far to the right of one thing another one stands that follows it in the same text. */
const BETWEEN = `(first, second) => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = [node.data.indexOf(first), node.data.indexOf(second)];
    if (at.includes(-1) || !node.parentElement.checkVisibility()) continue;
    const [a, b] = at.map((n) => {
      const range = document.createRange();
      range.setStart(node, n);
      range.setEnd(node, n + 1);
      return range.getBoundingClientRect();
    });
    if (a.top !== b.top) throw new Error('not in one line');
    return b.left - a.left;
  }
}`;

/** In the page: what somebody comes to by Tab and that something else stands on. */
const COVERED = `(async () => {
  const covered = [];
  let seen = 0;
  const all = document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary)');
  for (const each of all) {
    if (each.type === 'hidden' || each.disabled || !each.checkVisibility({ visibilityProperty: true })) continue;
    each.focus();
    if (document.activeElement !== each) continue;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const [line] = each.getClientRects();
    if (!line || line.width < 2) continue;
    const [x, y] = [line.left + Math.min(line.width, innerWidth) / 2, line.top + Math.min(line.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    seen++;
    if (!top || !(each.contains(top) || top.contains(each) || top.closest('label')?.contains(each) || each.labels?.[0]?.contains(top)))
      covered.push((each.id || each.name || each.textContent.trim().slice(0, 40)) + ' under ' + (top?.className || top?.localName));
  }
  return { covered, seen };
})()`;

describe('hard words: from right to left, two hundred letters in one, ten thousand in all', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  let code: string;
  let screens: Record<'sender' | 'coordinator' | 'official', BrowserContext>;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    const input = { subject: ARABIC, text: LONG.slice(0, 9_990), name: UNBROKEN.slice(0, 200) };
    const cast = await castOf(world);
    const official = await cast.inUnit('official', UNIT);
    ({ code } = await item(world, {
      status: 'assigned',
      input: { ...input, points: [`${HEBREW}?`, UNBROKEN] },
    }));
    await item(world, { input });
    await world.settled();
    const signedIn = async ({ actor, password }: typeof official) => {
      const screen = await person(browser, { address: world.address });
      const page = await screen.newPage();
      await page.goto('/sign-in');
      await page.fill('main [name=email]', actor.email);
      await page.fill('main [name=password]', password);
      await Promise.all([page.waitForNavigation(), page.press('main [name=password]', 'Enter')]);
      await page.close();
      return screen;
    };
    screens = {
      sender: await person(browser, { address: world.address }),
      coordinator: await signedIn(cast.coordinator),
      official: await signedIn(official),
    };
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const open = async (who: keyof typeof screens, path: string): Promise<Page> => {
    const page = await screens[who].newPage();
    await page.goto(path);
    return page;
  };

  it('begin at the right where the first word does, and go on to the left', async () => {
    const page = await open('sender', `/feedback/${code}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    const between = (...words: string[]) =>
      page.evaluate(`(${BETWEEN})(...${JSON.stringify(words)})`) as Promise<number>;
    expect(await between('עץ', 'הבית'), 'within the words').to.be.below(0);
    expect(await between('עץ', 'Cây'), 'what follows them').to.be.below(0);
    expect(await between('Cây', 'nghiêng'), 'other letters').to.be.above(0);
    await page.close();
  });

  for (const [who, path] of [
    ['sender', () => `/feedback/${code}`],
    ['sender', () => '/feedback'],
    ['official', () => `/feedback/${code}`],
    ['official', () => '/inbox'],
    ['coordinator', () => '/triage'],
  ] as const)
    it(`make no page too wide, and nothing covers what has the focus: ${who}, ${path.toString().slice(6)}`, async () => {
      const page = await open(who, path());
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await checkWidth(page);
        const { covered, seen } = (await page.evaluate(COVERED)) as { covered: string[]; seen: number };
        expect(covered, `at ${width} × ${height}`).to.deep.equal([]);
        expect(seen).to.be.greaterThan(5);
      }
      await checkAccessibility(page);
      await page.close();
    });

  it('are told, not cut, where there are too many of them, and come back as they were typed', async () => {
    const visitor = world.visitor();
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    const typed = { ...submission(), name: UNBROKEN + UNBROKEN, text: `${LONG}${LONG}` };
    const { subject, text, name } = typed;
    const page = await visitor.submit('/feedback/new', { subject, text, name, email: SENDER, step: 'send' });
    expect(page.status).to.equal(422);
    expect(page.$('#text').val()).to.equal(text);
    expect(page.$('#name').val()).to.equal(name);
    const named = page.$('.error-summary a').toArray();
    expect(named.map((link) => page.$(link).attr('href'))).to.include('#text');
  });
});
