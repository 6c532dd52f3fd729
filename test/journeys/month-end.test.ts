import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import {
  person as atScreen,
  checkAccessibility,
  checkWidth,
  launchBrowser,
  takeShot,
} from '../support/browser.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { type Colleague, colleague, signIn } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const LIST = `/delay-lists/2026-03/${UNIT}`;
const REPLY = 'Phải chờ cắt điện mới tỉa được cây; lịch cắt điện do cơ quan khác đặt.';
const REASON = 'Giải trình đúng: năm ngày đầu không do Sở.';

/** The world begins on 4 March 2026, 10:00; what is handed in then is due on 18 March. */
describe('a journey: the end of a month', function () {
  this.timeout(180_000);
  let world: World;
  let browser: Browser;
  let code: string;
  let stranger: Page;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    code = (await item(world, { status: 'assigned' })).code;
    stranger = await (await atScreen(browser, { address: world.address, width: 390 })).newPage();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** The screen of a colleague who has signed in; without script, as every page has to work. */
  async function at(one: Colleague, script = true): Promise<Page> {
    const context = await atScreen(browser, { address: world.address, script });
    const visitor = world.visitor();
    await signIn(visitor, one);
    await context.addCookies(
      [...visitor.cookies].map(([name, value]) => ({ name, value, url: world.address })),
    );
    return context.newPage();
  }

  const to = (moment: string) => world.advanceTo(new Date(`${moment.replace(' ', 'T')}:00+07:00`));
  const words = (page: Page) => page.locator('main').innerText();
  const good = async (page: Page, name: string) => {
    await takeShot(page, `month-end-${name}`);
    await checkAccessibility(page);
    await checkWidth(page);
  };
  const press = async (page: Page, selector: string) => {
    await page.click(selector);
    await page.waitForLoadState();
  };

  it('makes the list, which the coordinator opens', async () => {
    await to('2026-04-01 09:00');
    await stranger.goto('/delays/2026-03');
    expect(await words(stranger))
      .to.contain('Dự thảo')
      .and.to.contain('số liệu tự động');
    const page = await at((await castOf(world)).coordinator);
    await page.goto('/delay-lists');
    await good(page, 'months');
    await page.click('a[href="/delay-lists/2026-03"]');
    await good(page, 'month');
    await press(page, 'form[action="/delay-lists/2026-03/opening"] button');
    expect(await words(page)).to.contain('Đang nhận giải trình');
    await world.settled();
  });

  it('takes the reply of the head, who has a letter, without script too', async () => {
    const head = await (await castOf(world)).inUnit('head', UNIT);
    const letter = world.letters.to(head.actor.email).at(-1)!;
    expect(letter.text).to.contain(LIST);
    const page = await at(head, false);
    await page.goto(LIST);
    await page.click(`a[href="${LIST}/entries/${code}"]`);
    await page.fill('#text', 'Ngắn quá');
    await press(page, 'form[action$="/reply"] button');
    expect(await page.locator('#text').inputValue()).to.equal('Ngắn quá');
    expect(await page.locator('.error-summary').count()).to.equal(1);
    await page.fill('#text', REPLY);
    await press(page, 'form[action$="/reply"] button');
    expect(await words(page)).to.contain(REPLY);
    await stranger.goto('/delays/2026-03');
    expect(await words(stranger)).to.not.contain(REPLY);
  });

  it('lets the coordinator correct an entry, with a reason', async () => {
    const page = await at((await castOf(world)).coordinator);
    await page.goto(`${LIST}/entries/${code}`);
    await page.check('#kind-changed');
    await page.fill('#days', '4');
    await page.fill('#reason', REASON);
    await good(page, 'entry');
    await press(page, 'form[action$="/correction"] button');
    expect(await words(page))
      .to.contain('Số ngày: 9 → 4')
      .and.to.contain(REASON);
    await good(page, 'list');
  });

  it('is approved by the leadership when the time for replies is over', async () => {
    const leader = await colleague(world, 'leader');
    const early = await at(leader);
    await early.goto('/delay-lists/2026-03');
    expect(await early.locator('form[action$="/approval"]').count()).to.equal(0);
    await to('2026-04-09 08:00');
    const page = await at(leader);
    await page.goto('/delay-lists/2026-03');
    await press(page, 'form[action="/delay-lists/2026-03/approval"] button');
    expect(await words(page)).to.contain('Đã phê duyệt');
  });

  it('is published on its day, with reply and correction, as page, paper, data, feed and frame', async () => {
    await to('2026-04-15 08:00');
    await stranger.goto('/delays/2026-03');
    for (const each of ['đã được công bố', REPLY, REASON, '4 ngày làm việc', 'Chuyên viên được phân công'])
      expect(await words(stranger)).to.contain(each);
    await good(stranger, 'published');
    const hrefs = await stranger
      .locator('main .row-facts a')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href')!));
    for (const href of hrefs.filter((each) => each.startsWith('/')))
      expect((await fetch(world.address + href)).status, href).to.equal(200);
    expect(hrefs.join())
      .to.contain('list.pdf')
      .and.to.contain('list.csv')
      .and.to.contain('feed.atom')
      .and.to.contain('/api/v1/');
    await stranger.goto(`/embed/delays/${UNIT}`);
    expect(await words(stranger))
      .to.contain(code)
      .and.to.contain(REPLY);
    await good(stranger, 'frame');
  });

  it('is ranked, and each number leads to the items behind it', async () => {
    await stranger.goto('/scores?period=2026-03');
    expect(await words(stranger)).to.contain('Khi chốt tháng và hiện nay');
    const row = `a[href^="/scores/${UNIT}"]`;
    // One item is too few for a rank: it stands among those without.
    await stranger.click(`details:has(${row}) > summary`);
    await press(stranger, row);
    await good(stranger, 'score');
    await press(stranger, 'dl.formula a[href*="as=late"]');
    expect(await words(stranger)).to.contain(code);
  });
});
