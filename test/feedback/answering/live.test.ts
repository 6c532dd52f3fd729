import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
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
    const marked = await page.locator('[data-findings-of="point-1-text"] .quoted').allTextContents();
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

    await page.check('#answer-outcome');
    await box.fill(VAGUE);
    await beside.first().waitFor();
    const drawn = () =>
      page
        .locator('.answer-live, .field-findings')
        .evaluateAll((all) => all.map(({ innerHTML }) => innerHTML.trim()));
    const typing = await drawn();
    await Promise.all([page.waitForNavigation(), page.locator('#answer-send button[value=check]').click()]);
    expect(await drawn(), 'the button shows the same').to.deep.equal(typing);
    await context.close();
  });

  const deskOf = async (width: number, height: number) => {
    const official = await (await castOf(world)).inUnit('official', UNIT);
    const { code } = await item(world, { status: 'assigned', input: { points: POINTS } });
    const context = await atScreen(browser, { address: world.address, width });
    const teller = await Teller.of(context, 'desk', false);
    await teller.signIn(official.actor.email, official.password);
    await teller.page.setViewportSize({ width, height });
    await teller.page.goto(`/feedback/${code}`);
    return teller.page;
  };
  const pageHeight = (page: Page) =>
    page.evaluate('document.documentElement.scrollHeight') as Promise<number>;

  it('keeps what was typed and not saved on the device, offers it, and forgets it when somebody signs out', async () => {
    const page = await deskOf(1280, 800);
    const box = page.locator('#answer-point-1-text');
    const kept = () =>
      page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("answer:")).length');
    page.on('dialog', (dialog) => void dialog.accept());
    await box.fill('Sở cắt tỉa cây vào ngày 12/3/2026.');
    await page.waitForFunction(() => (globalThis as any).localStorage.length > 0);
    await page.reload();
    expect(await box.inputValue(), 'nothing is put in by itself').to.equal('');
    await page.locator('.answer-kept button').first().click();
    expect(await box.inputValue()).to.equal('Sở cắt tỉa cây vào ngày 12/3/2026.');
    await page.reload();
    await page.locator('.answer-kept button').last().click();
    expect(await kept()).to.equal(0);
    await box.fill('Sở cắt tỉa cây.');
    await page.waitForFunction(() => (globalThis as any).localStorage.length > 0);
    await page.locator('form.sign-out button').click();
    await page.waitForURL((url) => !url.pathname.startsWith('/feedback/'));
    expect(await kept()).to.equal(0);
    await page.context().close();
  });

  it('has all of the desk on one screen, and Send within twelve Tabs from its first', async () => {
    const page = await deskOf(1280, 800);
    expect(await pageHeight(page)).to.be.at.most(800);
    const send = await page.locator('#answer-send button[value=submit]').boundingBox();
    expect(send!.y + send!.height).to.be.at.most(800);
    const focused = () =>
      page.evaluate('document.activeElement.getAttribute("href") ?? document.activeElement.value');
    let tabs = 0;
    const tab = async () => {
      tabs++;
      await page.keyboard.press('Tab');
      return focused();
    };
    expect(await tab()).to.equal('#content');
    await page.keyboard.press('Enter');
    expect(await tab()).to.equal('#answer-title');
    await page.keyboard.press('Enter');
    while ((await tab()) !== 'submit') expect(tabs).to.be.below(12);
    await page.keyboard.press('d');
    expect(await page.evaluate('document.activeElement.id')).to.equal('answer-title');
    await checkAccessibility(page);
    await page.locator('.desk-actions > summary').click();
    await checkAccessibility(page);
    await page.keyboard.press('Escape');
    expect(await page.locator('.desk-panel').isVisible()).to.equal(false);
    await page.setViewportSize({ width: 1920, height: 1080 });
    expect(await pageHeight(page)).to.be.at.most(1080);
    const columns = await Promise.all(
      ['.desk-read', '.answer-scroll', '.answer-live'].map((part) => page.locator(part).boundingBox()),
    );
    for (const [at, column] of columns.slice(1).entries())
      expect(column!.x).to.be.at.least(columns[at]!.x + columns[at]!.width);
    await page.context().close();
  });

  it('covers nothing that has the focus, on a screen and on a phone', async () => {
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      const page = await deskOf(width, height);
      await page.locator('#answer-point-1-text').fill(VAGUE);
      await page.locator('.answer-live .missing li').first().waitFor();
      const covered = await page.evaluate(`(async () => {
        for (const each of document.querySelectorAll('#answer-form details')) each.open = true;
        const bar = document.querySelector('.answer-bar');
        const covered = [];
        for (const each of document.querySelectorAll('#answer-form :is(a, input, select, summary, textarea, button)')) {
          if (bar.contains(each) || each.type === 'hidden' || each.closest('[hidden]')) continue;
          each.focus();
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const [own, over] = [each.getBoundingClientRect(), bar.getBoundingClientRect()];
          if (own.bottom > over.top + 1 && own.top < over.bottom - 1) covered.push(each.id || each.name);
        }
        return covered;
      })()`);
      expect(covered, `at ${width}`).to.deep.equal([]);
      await checkWidth(page);
      await page.context().close();
    }
  });

  it('adds a row for an action', async () => {
    const page = await deskOf(1280, 800);
    await page.locator('.answer-part').first().locator('summary').click();
    expect(await page.locator('fieldset.action').count()).to.equal(1);
    await page.locator('button[value=add]').click();
    await page.locator('#answer-action-2-text').fill('Cắt tỉa cây');
    expect(await page.locator('label[for=answer-action-2-text]').count()).to.equal(1);
    await page.context().close();
  });

  it('comes back from the receipt to the form, not to a page that cannot be shown', async () => {
    const context = await atScreen(browser, { address: world.address, width: 390 });
    const page = await context.newPage();
    await page.goto('/feedback/new?regulation=tree-felling-permit');
    const fill = async (typed: Record<string, string>) => {
      for (const [name, value] of Object.entries(typed)) await page.fill(`#${name}`, value);
    };
    await fill({ subject: 'Cây sắp đổ', text: 'Cây xà cừ nghiêng ra đường sau trận mưa.' });
    await Promise.all([page.waitForNavigation(), page.click('.buttons button[value=sender]')]);
    await fill({ name: 'Lan', email: 'lan@kin.example' });
    await Promise.all([page.waitForNavigation(), page.click('button[value=preview]')]);
    await Promise.all([page.waitForNavigation(), page.click('button[value=send]')]);
    expect(page.url()).to.match(/\/receipt$/);
    await page.goBack();
    expect(page.url()).to.match(/\/feedback\/new\?regulation=tree-felling-permit$/);
    expect(await page.locator('#feedback-form').count()).to.equal(1);
    await context.close();
  });
});
