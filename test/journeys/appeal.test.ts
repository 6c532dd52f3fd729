import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { person as atScreen, launchBrowser } from '../support/browser.ts';
import { answerAgain, castOf, type Item, item, UNIT } from '../support/factories.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { Teller } from './story.ts';

const ABOVE = 'hanoi-peoples-committee';
const NOTE = 'Câu trả lời không nói ngày nào.';
const ASKED_AGAIN = 'Xin cho biết ngày cắt cây và ai cắt.';
const WHY = 'Trả lời lần hai vẫn không nói ai sẽ cắt cây trước cửa nhà tôi.';
const REASONS = 'Cơ quan chưa nêu người phụ trách như quy định về nội dung trả lời.';
const HOLDS = 'Sở Xây dựng cắt cây trước ngày 20/4/2026; người phụ trách: Trưởng phòng Hạ tầng.';

describe('a journey: an appeal to the higher unit', function () {
  this.timeout(240_000);
  let world: World;
  let browser: Browser;
  let one: Item;
  let head: Colleague;
  let above: Colleague;
  let sender: Teller;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    head = await (await castOf(world)).inUnit('head', UNIT);
    above = await colleague(world, 'head', { units: [ABOVE] });
    one = await item(world, { status: 'answered' });
    await world.settled();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const screen = async (who: Colleague | undefined, wishes: { width?: number; script?: boolean }) => {
    const { width = 1280, script = true } = wishes;
    // Axe needs script: what is done without it is looked at with it by the others.
    const teller = await Teller.of(
      await atScreen(browser, { address: world.address, width, script }),
      'appeal',
      script,
    );
    if (who) await teller.signIn(who.actor.email, who.password);
    return teller;
  };
  const itself = () => `/feedback/${one.code}`;
  const form = (name: string) => `form[action="${itself()}/${name}"]`;

  /** Both times the same: not answered, not solved. */
  async function rateBadly(): Promise<void> {
    const { page } = sender;
    for (const question of ['answered', 'clear', 'solved'])
      await page.check(`${form('rating')} [name=${question}][value=no]`);
    await page.fill(`${form('rating')} textarea[name=note]`, NOTE);
    await sender.press(`${form('rating')} button[type=submit]`);
  }

  it('is not offered before the one second look, for which its sender asks by the receipt key', async () => {
    sender = await screen(undefined, { width: 390, script: false });
    await sender.open('/track');
    await sender.fill({ code: one.code, key: one.key });
    await sender.press('main form[action="/track"] button[type=submit]');
    await rateBadly();
    expect(await sender.page.locator(form('appeal')).count()).to.equal(0);
    await sender.page.fill(`${form('reopening')} [name=reason]`, ASKED_AGAIN);
    await sender.press(`${form('reopening')} button[type=submit]:not([name])`);
    expect(new URL(sender.page.url()).pathname).to.equal(itself());
    expect(await sender.page.locator(form('reopening')).count()).to.equal(0);
    await world.settled();
  });

  it('is made once others have answered again, and keeps what was typed where too little was', async () => {
    await answerAgain(world, one.code, UNIT);
    await world.settled();
    await sender.open(itself());
    await rateBadly();
    expect(await sender.page.locator(form('reopening')).count(), 'there is one second look').to.equal(0);
    const reason = sender.page.locator(`${form('appeal')} textarea[name=reason]`);
    await reason.fill('a');
    await sender.press(`${form('appeal')} button[type=submit]`);
    expect(await sender.page.locator('.error-summary').count()).to.equal(1);
    expect(await reason.inputValue()).to.equal('a');
    await reason.fill(WHY);
    await sender.press(`${form('appeal')} button[type=submit]`);
    expect(await sender.page.locator('#appeal').innerText()).to.contain('Hạn quyết định');
    expect(await sender.page.locator(form('appeal')).count(), 'and one appeal').to.equal(0);
    await world.settled();
  });

  it('shows everybody that a decision is due, and not why it was asked for', async () => {
    const stranger = await screen(undefined, { width: 390 });
    await stranger.open(itself());
    expect(await stranger.page.locator('#appeal').innerText()).to.contain('Hạn quyết định');
    expect(await stranger.read()).to.not.contain(WHY);
    await stranger.press(`a[href="${itself()}/deadline"]`);
    expect(await stranger.page.locator('#appeal-clock').count()).to.equal(1);
    await stranger.page.context().close();
  });

  it('is closed to the office that answered, and decided by the head of the higher one, who had no part', async () => {
    const answerer = await screen(head, {});
    await answerer.open(itself());
    expect(await answerer.page.locator(`a[href="/appeals/${one.code}"]`).count()).to.equal(0);
    const refused = await answerer.page.goto(`/appeals/${one.code}`);
    expect(refused!.status()).to.be.oneOf([403, 404]);
    await answerer.page.context().close();

    const letter = world.letters.to(above.actor.email).at(-1)!;
    expect(letter.text).to.contain(WHY).and.to.contain(`/appeals/${one.code}`);
    const desk = await screen(above, {});
    const { page } = desk;
    await desk.open('/inbox');
    await desk.press(`#group-appeals ~ * a[href="/appeals/${one.code}"]`);
    const seen = await desk.read();
    for (const each of [WHY, NOTE, ASKED_AGAIN]) expect(seen).to.contain(each);
    const decision = `form[action="/appeals/${one.code}"]`;
    await page.check(`${decision} [name=outcome][value=changed]`);
    await page.fill(`${decision} textarea[name=reasons]`, REASONS);
    await desk.press(`${decision} button[type=submit]`);
    expect(await page.locator('.error-summary').count(), 'says what holds instead').to.equal(1);
    expect(await page.locator(`${decision} textarea[name=reasons]`).inputValue()).to.equal(REASONS);
    await page.fill(`${decision} textarea[name=text]`, HOLDS);
    await desk.press(`${decision} button[type=submit]`);
    expect(new URL(page.url()).pathname).to.equal(itself());
    await page.context().close();
    await world.settled();
  });

  it('is public with its outcome and reasons, counts against the office, and is told to the sender', async () => {
    const stranger = await screen(undefined, { width: 390 });
    await stranger.open(itself());
    const seen = await stranger.page.locator('#appeal').innerText();
    expect(seen).to.contain(REASONS).and.to.contain(HOLDS);
    expect(await stranger.read()).to.not.contain(WHY);
    await stranger.open(`/units/${UNIT}`);
    expect(await stranger.page.locator('section[aria-labelledby=after-figures]').innerText()).to.contain(
      'Người gửi đúng',
    );
    const month = world.clock.now().toISOString().slice(0, 7);
    await stranger.open(`/scores/${UNIT}/items?period=${month}&as=appealed`);
    expect(await stranger.read()).to.contain(one.code);
    await stranger.page.context().close();
    const letters = world.letters.to('lan@kin.example').map(({ text }) => text);
    expect(letters.join('\n')).to.contain(REASONS);
    await sender.open(itself());
    expect(await sender.page.locator('#appeal').innerText()).to.contain(HOLDS);
    await sender.page.context().close();
  });
});
