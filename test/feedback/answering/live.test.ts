import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { Teller } from '../../journeys/story.ts';
import { person as atScreen, checkAccessibility, checkWidth, launchBrowser } from '../../support/browser.ts';
import { castOf, item, UNIT } from '../../support/factories.ts';
import { startWorld, type World } from '../../support/world.ts';

const VAGUE = 'Sở ghi nhận ý kiến và sẽ xem xét, giải quyết theo quy định trong thời gian tới.';
const POINTS = ['Khi nào Sở cắt tỉa cây xà cừ trước số nhà 12?', 'Sở có kiểm tra các cây khác không?'];

describe('the gate in a browser', function () {
  this.timeout(90_000);
  let world: World;
  let browser: Browser;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  it('shows findings beside the point that is typed, moves nothing in it, and says it politely', async () => {
    const official = await (await castOf(world)).inUnit('official', UNIT);
    const { code } = await item(world, { status: 'assigned', input: { points: POINTS } });
    const context = await atScreen(browser, { address: world.address, width: 390 });
    const { page, ...teller } = await Teller.of(context, 'gate', false).then((one) => ({
      page: one.page,
      signIn: one.signIn.bind(one),
    }));
    await teller.signIn(official.actor.email, official.password);
    await page.goto(`/feedback/${code}`);
    const box = page.locator('#answer-point-1-text');
    await box.pressSequentially(VAGUE.slice(0, 20));
    await box.fill(VAGUE);
    const beside = page.locator('[data-findings-of="point-1-text"] .finding');
    await beside.first().waitFor();
    const marked = await page.locator('[data-findings-of="point-1-text"] mark').allTextContents();
    expect(marked.length).to.be.at.least(1);
    for (const words of marked) expect(VAGUE).to.contain(words);
    expect(await box.inputValue()).to.equal(VAGUE);
    expect(await box.evaluate((element) => element === element.ownerDocument.activeElement)).to.equal(true);
    await page.locator('.answer-live .missing li').first().waitFor();
    expect(await page.locator('.answer-form [role=status]').textContent()).to.match(/\d/);
    await checkAccessibility(page);
    await checkWidth(page);
    await box.fill(
      'Sở cắt tỉa cây xà cừ trước số nhà 12 vào sáng ngày 12/3/2026, do Công ty Công viên cây xanh làm.',
    );
    await page.locator('[data-findings-of="point-1-text"] .is-due').first().waitFor({ state: 'detached' });
    await context.close();
  });

  it('prints nothing over other words, and covers nothing that has the focus', async () => {
    const official = await (await castOf(world)).inUnit('official', UNIT);
    const { code } = await item(world, { status: 'assigned', input: { points: POINTS } });
    const context = await atScreen(browser, { address: world.address, width: 1280 });
    const teller = await Teller.of(context, 'desk', false);
    await teller.signIn(official.actor.email, official.password);
    const { page } = teller;
    await page.goto(`/feedback/${code}`);
    await page.locator('#answer-point-1-text').fill(VAGUE);
    await page.locator('.answer-live .missing li').first().waitFor();
    const covered = await page.evaluate(`(async () => {
      const report = document.querySelector('.answer-live');
      const shut = 'details:not([open]) > :not(summary)';
      const covered = [];
      for (const each of document.querySelectorAll('#answer-form :is(a, input, select, summary, textarea, button)')) {
        if (report.contains(each) || each.type === 'hidden' || each.closest(shut)) continue;
        each.focus();
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const [own, over] = [each.getBoundingClientRect(), report.getBoundingClientRect()];
        if (own.bottom > over.top + 1 && own.top < over.bottom - 1) covered.push(each.id || each.name);
      }
      return covered;
    })()`);
    expect(covered).to.deep.equal([]);
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    const [view, past] = await Promise.all(
      ['.desk-read-view', '.desk-past'].map((part) => page.locator(part).boundingBox()),
    );
    expect(view!.y + view!.height).to.be.at.most(past!.y + 1);
    await context.close();
  });

  it('comes back from the receipt to the form, not to a page that cannot be shown', async () => {
    const context = await atScreen(browser, { address: world.address, width: 390 });
    const page = await context.newPage();
    await page.goto('/feedback/new?regulation=tree-felling-permit');
    const typed = {
      subject: 'Cây sắp đổ',
      text: 'Cây xà cừ nghiêng ra đường sau trận mưa.',
      name: 'Lan',
      email: 'lan@kin.example',
    };
    for (const [name, value] of Object.entries(typed)) await page.fill(`#${name}`, value);
    await Promise.all([page.waitForNavigation(), page.click('button[value=preview]')]);
    await Promise.all([page.waitForNavigation(), page.click('button[value=send]')]);
    expect(page.url()).to.match(/\/receipt$/);
    await page.goBack();
    expect(page.url()).to.match(/\/feedback\/new\?regulation=tree-felling-permit$/);
    expect(await page.locator('#feedback-form').count()).to.equal(1);
    await context.close();
  });
});
