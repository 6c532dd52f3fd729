import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { Dialogue } from '../../server/dialogues/session/model.ts';
import { type Scene, scene } from '../dialogues/scene.ts';
import { checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { type Colleague, PASSWORD } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

/** Names of 200 characters, or as long as a field takes: of words, of one word, and from right to left. */
const WORDS = 'Công ty Cổ phần Đầu tư Xây dựng và Thương mại Hợp Nhất '.repeat(4).slice(0, 199).trimEnd();
const ONE = 'Nguyễn'.repeat(34).slice(0, 200);
const ARABIC = 'عبد الرحمن بن محمد بن عبد الله '.repeat(7).slice(0, 199).trimEnd();
const ARABIC_TEXT = 'سقطت شجرة كبيرة في شارع Hàng Bông أمام المنزل رقم 12، متى ستتم إزالتها؟';
const WIDTHS = [390, 1280];

/**
 * Pairs of texts of the page that lie over each other, with two pixels of grace; what a pane hides, and what stays over
 * the page while it scrolls, is left out.
 */
function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Text types of the browser are not known to the server's compiler.
    const { document, getComputedStyle, NodeFilter } = globalThis as any;
    const found: { text: string; box: { top: number; bottom: number; left: number; right: number } }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim()) continue;
      const clip = { top: -1e6, bottom: 1e6, left: -1e6, right: 1e6 };
      let shown = node.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      for (let around = node.parentElement; around && shown; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (['fixed', 'sticky'].includes(style.position) || style.clipPath !== 'none') shown = false;
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        if (around === document.body || around === document.documentElement) continue;
        const box = around.getBoundingClientRect();
        clip.top = Math.max(clip.top, box.top);
        clip.bottom = Math.min(clip.bottom, box.bottom);
        clip.left = Math.max(clip.left, box.left);
        clip.right = Math.min(clip.right, box.right);
      }
      if (!shown) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const box = {
          top: Math.max(line.top, clip.top) + 2,
          bottom: Math.min(line.bottom, clip.bottom) - 2,
          left: Math.max(line.left, clip.left) + 2,
          right: Math.min(line.right, clip.right) - 2,
        };
        if (box.bottom > box.top && box.right > box.left)
          found.push({ text: node.data.trim().slice(0, 60), box });
      }
    }
    found.sort((a, b) => a.box.top - b.box.top);
    const pairs: string[] = [];
    for (const [at, { text, box }] of found.entries())
      for (let next = at + 1; next < found.length && found[next]!.box.top < box.bottom; next++) {
        const other = found[next]!;
        if (other.box.left < box.right && box.left < other.box.right && other.text !== text)
          pairs.push(`${text} | ${other.text}`);
      }
    return pairs;
  });
}

describe('names of 200 characters, and text from right to left', function () {
  this.timeout(240_000);
  let world: World;
  let browser: Browser;
  let on: Scene;
  let official: Colleague;
  let coordinator: Colleague;
  const codes: Record<string, string> = {};
  let session: string;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    on = await scene(world);
    const cast = await castOf(world);
    official = await cast.inUnit('official', UNIT);
    coordinator = cast.coordinator;
    const long = {
      subject: ONE.slice(0, 160),
      name: ONE.slice(0, 120),
      organisation: WORDS,
      text: `${ONE} ${WORDS}`,
    };
    const arabic = {
      subject: ARABIC.slice(0, 150),
      name: ARABIC.slice(0, 110),
      organisation: ARABIC,
      text: ARABIC_TEXT,
    };
    codes['waits'] = (await item(world, { input: long })).code;
    codes['waitsArabic'] = (await item(world, { input: arabic })).code;
    codes['assigned'] = (await item(world, { status: 'assigned', input: long })).code;
    codes['assignedArabic'] = (await item(world, { status: 'assigned', input: arabic })).code;
    codes['answered'] = (await item(world, { status: 'answered', input: long })).code;
    codes['answeredArabic'] = (await item(world, { status: 'answered', input: arabic })).code;
    session = await on.session('live', { title: WORDS.slice(0, 150) });
    for (const [by, text] of [
      [ONE, `${ONE} ${WORDS}`],
      [ARABIC, ARABIC_TEXT],
    ] as const) {
      const asker = await on.participant(session, { by: by.slice(0, 60), name: by, organisation: by });
      await asker.ask(text);
    }
    await world.settled();
    expect(await Dialogue.countDocuments({ code: session })).to.equal(1);
  });
  after(async () => {
    await browser.close();
    await world.stop();
  });

  const ofItems = (kind: string) => [`/feedback/${codes[kind]}`, `/feedback/${codes[`${kind}Arabic`]}`];
  const read: [string, () => Colleague | undefined, () => string[]][] = [
    ['everybody', () => undefined, () => ['/feedback', ...ofItems('answered'), `/dialogues/${session}`]],
    ['an official', () => official, () => ['/inbox', ...ofItems('assigned')]],
    ['a coordinator', () => coordinator, () => ['/triage', ...ofItems('waits')]],
    ['a moderator', () => on.moderator, () => [`/dialogues/${session}/console`]],
  ];
  for (const [who, one, pages] of read)
    for (const width of WIDTHS)
      it(`nothing overlaps or sticks out for ${who} at ${width} pixels`, async () => {
        const context = await person(browser, { address: world.address, width });
        const page = await context.newPage();
        const reader = one();
        if (reader) {
          await page.goto('/sign-in');
          await page.fill('main [name=email]', reader.actor.email);
          await page.fill('main [name=password]', PASSWORD);
          await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        }
        for (const address of pages()) {
          await page.goto(address);
          if (address.endsWith('/console'))
            await page.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
          await checkWidth(page);
          await takeShot(page, `long-${address.replaceAll('/', '-')}-${width}`);
          expect((await overlaps(page)).join('\n'), `what overlaps on ${address}`).to.equal('');
        }
        await context.close();
      });
});
