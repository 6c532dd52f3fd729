import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { person as atScreen, launchBrowser } from '../support/browser.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { Teller } from './story.ts';

const POINTS = [
  'Khi nào Sở cắt tỉa cây xà cừ trước số nhà 12?',
  'Vì sao đơn tôi gửi tháng trước chưa được giải quyết?',
];
const TEXT = `Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa. ${POINTS.join(' ')}`;
const VAGUE = 'Sở ghi nhận ý kiến của ông/bà và sẽ xem xét, giải quyết theo quy định trong thời gian tới.';
const ANSWERS = [
  'Sở cắt tỉa cây xà cừ trước số nhà 12 vào sáng ngày 12/3/2026, do Công ty Công viên cây xanh thực hiện.',
  'Đơn tháng trước chưa được giải quyết vì văn thư của Sở chuyển nhầm sang phòng khác; đây là lỗi của Sở. Ngày 3/3/2026 đơn đã về đúng Phòng Hạ tầng.',
];
const ACTION = 'Cắt tỉa cây xà cừ trước số nhà 12';
const STRUCTURE = {
  'action-1-text': ACTION,
  'action-1-actor': 'Công ty Công viên cây xanh',
  'action-1-on': '2026-03-12',
  contactPerson: 'Nguyễn Văn Hùng, Phòng Hạ tầng',
  contactReach: '024 3825 0000',
};
const OVERRIDE = 'Đã gọi điện cho người gửi và hẹn gặp tại hiện trường sáng mai.';

describe('from a vague reply to a clear answer', function () {
  this.timeout(90_000);
  let world: World;
  let browser: Browser;
  let official: Colleague;
  let head: Colleague;
  let code: string;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    const cast = await castOf(world);
    [official, head] = [await cast.inUnit('official', UNIT), await cast.inUnit('head', UNIT)];
    ({ code } = await item(world, { status: 'assigned', input: { text: TEXT, points: POINTS } }));
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const screen = async (who?: Colleague, width = 1280) => {
    const teller = await Teller.of(await atScreen(browser, { address: world.address, width }), 'gate');
    if (who) await teller.signIn(who.actor.email, who.password);
    return teller;
  };

  it('shows the official what is vague while it is typed, and stops it', async () => {
    const desk = await screen(official);
    const { page } = desk;
    await desk.open(`/feedback/${code}`);
    await page.check('#answer-outcome');
    await page.locator('#answer-point-1-text').fill(VAGUE);
    const beside = page.locator('[data-findings-of="point-1-text"]');
    await beside.locator('.finding.is-due').first().waitFor();
    const marked = await beside.locator('q').allTextContents();
    expect(marked).not.to.be.empty;
    for (const words of marked) expect(VAGUE).to.contain(words);
    await page.locator('.answer-live .tag.is-late').waitFor();
    expect(await page.locator('.answer-live').textContent()).to.contain('thủ trưởng');
    await desk.look();
    await desk.press(`form[action="/feedback/${code}/answer"] button[value=submit]`);
    expect(await page.locator('.error-summary a[href="#answer-reason"]').count()).to.equal(1);
    expect(await page.locator('#answer-point-1-text').inputValue(), 'nothing typed is lost').to.equal(VAGUE);

    await desk.unfold('#answer-form');
    for (const [at, answer] of ANSWERS.entries()) {
      await page.selectOption(`#answer-point-${at + 1}-outcome`, at === 0 ? 'accepted' : 'explained');
      await page.fill(`#answer-point-${at + 1}-text`, answer);
      if (at === 0) await page.locator('.answer-live .missing li').first().waitFor();
    }
    for (const [name, value] of Object.entries(STRUCTURE)) await page.fill(`#answer-${name}`, value);
    await page.locator('.answer-live .tag.is-good').waitFor();
    expect(await page.locator('.field-findings .is-due, .answer-live .missing').count()).to.equal(0);
    await desk.look();
    await desk.press(`form[action="/feedback/${code}/answer"] button[value=submit]`);
    expect(await page.locator('.error-summary').count(), 'no reason is asked for').to.equal(0);
    await page.context().close();
  });

  it('lets the head send it without an override; everybody reads points, answer and commitment', async () => {
    const chief = await screen(head);
    await chief.open(`/feedback/${code}`);
    const form = `form[action="/feedback/${code}/answer-approval"]`;
    expect(await chief.page.locator(`${form} [name=override]`).count()).to.equal(0);
    await chief.press(`${form} button[type=submit]`);
    await world.settled();
    await chief.page.context().close();

    const stranger = await screen(undefined, 390);
    await stranger.open(`/feedback/${code}`);
    const seen = await stranger.read();
    expect(seen).to.contain('Đã trả lời 2/2 nội dung');
    for (const answer of ANSWERS) expect(seen).to.contain(answer);
    expect(seen).not.to.contain(VAGUE);
    await stranger.press('section[aria-labelledby=item-commitments] a.row-title');
    const promise = await stranger.read();
    expect(promise)
      .to.contain(ACTION)
      .and.to.match(/12\/03\/2026/);
    await stranger.page.context().close();
  });

  it('sends what the check stops only with a reason of the head, which a reviewer reads', async () => {
    const other = await item(world, { status: 'in-review', written: { answer: VAGUE } });
    const chief = await screen(head, 390);
    await chief.open(`/feedback/${other.code}`);
    const form = `form[action="/feedback/${other.code}/answer-approval"]`;
    await chief.press(`${form} button[type=submit]`);
    expect(await chief.page.locator('.error-summary a[href="#answer-approval-override"]').count()).to.equal(
      1,
    );
    await chief.page.fill(`${form} [name=override]`, OVERRIDE);
    await chief.press(`${form} button[type=submit]`);
    await world.settled();
    await chief.page.context().close();

    const stranger = await screen();
    await stranger.open(`/feedback/${other.code}`);
    expect(await stranger.read())
      .to.contain(VAGUE)
      .and.not.to.contain(OVERRIDE);
    await stranger.page.context().close();

    const reviewer = await screen(await colleague(world, 'reviewer'));
    await reviewer.open('/quality-review?list=overridden');
    await reviewer.press(`a[href="/quality-review/${other.code}/1"]`);
    // What the head wrote comes after the reviewer's own word.
    expect(await reviewer.read()).to.not.contain(OVERRIDE);
    await reviewer.page.check('[name=verdict][value=vague]');
    await reviewer.press('form[action^="/quality-review/"] button[type=submit]');
    await reviewer.open(`/quality-review/${other.code}/1`);
    expect(await reviewer.read()).to.contain(OVERRIDE);
    await reviewer.open('/quality-review/figures');
    expect(
      await reviewer.page
        .locator('a[href="/quality-review?list=overridden&unit=dept-construction"]')
        .innerText(),
    ).to.equal('1');
    await reviewer.page.context().close();
  });
});
