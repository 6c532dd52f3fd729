import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { person as atScreen, launchBrowser } from '../support/browser.ts';
import { castOf, type Item, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { type Colleague, colleague, signIn } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { Teller } from './story.ts';

const SENDER = 'lan@kin.example';
const QUESTION = 'Cây cao khoảng bao nhiêu mét, ông bà có ảnh không?';
const REPLY = 'Cây cao khoảng mười lăm mét, tôi đã gửi ảnh ở bộ phận một cửa.';
const NEEDS_TIME = 'Phải chờ kết quả khảo sát cây của Công ty Công viên cây xanh.';
const NOT_OURS = 'Cây nằm trên vỉa hè, không nằm trong khuôn viên bệnh viện.';
const SORRY = 'Chúng tôi xin lỗi ông bà, việc khảo sát kéo dài hơn dự kiến.';

/** The rows of the table or list of a section. */
const part = (section: string, selector = 'tr, li') => `section[aria-labelledby=${section}] :is(${selector})`;

describe('a journey: clocks that people can follow', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  let own: Item;
  /** Reads the passport of the item, as everybody may. */
  let stranger: Teller;
  const screens = new Map<Colleague, Teller>();

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    own = await item(world, { status: 'assigned', input: { email: SENDER } });
    await world.settled();
    world.letters.clear();
    stranger = await Teller.of(await atScreen(browser, { address: world.address, width: 390 }), 'passport');
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** The screen of a colleague who has signed in: the form of it is walked in another journey. */
  async function at(one: Colleague, path: string): Promise<Teller> {
    if (!screens.has(one)) {
      const context = await atScreen(browser, { address: world.address });
      const visitor = world.visitor();
      await signIn(visitor, one);
      const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: world.address }));
      await context.addCookies(cookies);
      screens.set(one, await Teller.of(context, one.actor.roles[0]!));
    }
    const teller = screens.get(one)!;
    await teller.open(path);
    return teller;
  }

  /** Opens the item at the desk of somebody, fills in a form and sends it. */
  async function act(one: Colleague, name: string, fields: Record<string, string>): Promise<void> {
    const teller = await at(one, `/feedback/${own.code}`);
    const action = `form[action="/feedback/${own.code}/${name}"]`;
    await teller.page.locator('details', { has: teller.page.locator(action) }).evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '');
    });
    for (const [field, value] of Object.entries(fields)) {
      const control = teller.page.locator(`${action} [name=${field}]`);
      if (await control.evaluate((element) => element.tagName === 'SELECT'))
        await control.selectOption(value);
      else await control.fill(value);
    }
    await teller.press(`${action} button[type=submit]`);
    expect(await teller.page.locator('.error-summary').count(), `${name} is taken`).to.equal(0);
    await world.settled();
  }

  async function moveTo(moment: string): Promise<void> {
    await world.advanceTo(new Date(`${moment.replace(' ', 'T')}:00+07:00`));
  }

  const passport = async (code = own.code) => {
    await stranger.open(`/feedback/${code}/deadline`);
    return stranger.read();
  };
  /** The row of a date in the table of days. */
  const dayRow = (date: string) =>
    stranger.page
      .locator(part('now-days-title', 'tr'), { has: stranger.page.locator(`[datetime="${date}"]`) })
      .innerText();
  const rows = async (section: string, words: string) =>
    stranger.page.locator(part(section), { hasText: words }).allInnerTexts();
  const inUnit = async (role: 'official' | 'head', unit = UNIT) => (await castOf(world)).inUnit(role, unit);
  const letterTo = (address: string, words: string) =>
    world.letters.to(address).filter(({ subject }) => subject.includes(words));

  it('begins with a date of ten working days', async () => {
    const text = await passport();
    expect(text).to.contain('10 ngày làm việc').and.contain('17:00');
    expect(text).to.contain('17:00, Thứ Tư, ngày 18/03/2026').and.contain('Còn hạn');
    expect(await dayRow('2026-03-08'))
      .to.contain('Không tính')
      .and.contain('Ngày nghỉ hằng tuần');
  });

  it('stands still while the sender is asked, and goes on with the reply', async () => {
    await moveTo('2026-03-06 10:00');
    await act(await inUnit('official'), 'info-request', { question: QUESTION });
    expect(await passport()).to.contain('Đồng hồ đang dừng để chờ người gửi');
    expect(letterTo(SENDER, own.code)).to.have.length(1);

    await moveTo('2026-03-11 10:00');
    const sender = await Teller.of(await atScreen(browser, { address: world.address }), 'sender');
    await sender.open('/track');
    await sender.fill({ code: own.code, key: own.key });
    await sender.press('main form[action="/track"] button[type=submit]');
    expect(await sender.read()).to.contain(QUESTION);
    await sender.page.fill('[name=reply]', REPLY);
    await sender.press(`form[action="/feedback/${own.code}/reply"] button[type=submit]:not([name])`);
    await world.settled();
    expect(await passport()).to.contain(
      'Hạn chuyển từ 17:00, Thứ Tư, ngày 18/03/2026 sang 17:00, Thứ Hai, ngày 23/03/2026',
    );
    expect(await rows('now-pauses-title', 'Sở Xây dựng')).to.have.length(1);
    for (const date of ['2026-03-09', '2026-03-10', '2026-03-11'])
      expect(await dayRow(date))
        .to.contain('Không tính')
        .and.contain('Tạm dừng');
  });

  it('is extended once, by the head, and the sender is told why', async () => {
    await moveTo('2026-03-12 09:00');
    await act(await inUnit('official'), 'extension', { amount: '5', reason: NEEDS_TIME });
    expect(await passport(), 'asked for, not granted').to.contain('Hạn trả lời17:00, Thứ Hai, ngày 23/03');
    await act(await inUnit('head'), 'extension', {});
    expect(await passport())
      .to.contain('Thêm 5 ngày làm việc')
      .and.contain('sang 17:00, Thứ Hai, ngày 30/03/2026')
      .and.not.contain(NEEDS_TIME);
    expect(await dayRow('2026-03-30'))
      .to.contain('Có tính')
      .and.match(/gia hạn/i);
    const [letter] = letterTo(SENDER, 'hạn trả lời mới');
    expect(letter!.text).to.contain(NEEDS_TIME);
  });

  it('keeps the sender’s date when it is transferred and when a unit disputes that it is competent', async () => {
    await moveTo('2026-03-16 09:00');
    await act(await inUnit('head'), 'transfer', { unit: OTHER_UNIT, reason: 'Cây của bệnh viện.' });
    await moveTo('2026-03-17 14:00');
    await act(await inUnit('head', OTHER_UNIT), 'dispute', { unit: UNIT, reason: NOT_OURS });
    expect(await passport()).to.contain('Cơ quan cho rằng việc không thuộc thẩm quyền: Sở Y tế');
    await moveTo('2026-03-18 09:00');
    const { coordinator } = await castOf(world);
    await act(coordinator, 'dispute-decision', { unit: UNIT, reason: NOT_OURS });
    expect(await passport())
      .to.contain('Hạn trả lời17:00, Thứ Hai, ngày 30/03/2026 Còn hạn')
      .and.not.contain(NOT_OURS);
    expect(await rows('now-held-title', 'Sở Y tế')).to.have.length(1);
    expect(await rows('now-held-title', 'Sở Xây dựng')).to.have.length(2);
    expect((await rows('now-held-title', 'phân định'))[0]).to.contain('đúng hạn');
  });

  it('is overdue when the date has passed, and says whose time it was', async () => {
    await moveTo('2026-03-31 10:00');
    expect(await passport())
      .to.contain('Hạn trả lời17:00, Thứ Hai, ngày 30/03/2026 Quá hạn')
      .and.contain('Thời gian trễ thuộc về ai');
    expect(await rows('events-title', 'Quá hạn trả lời')).to.have.length(1);
    const letters = world.letters.to((await inUnit('head')).actor.email);
    const told = letters.filter(({ text }) => /quá hạn \(1\)/i.test(text));
    expect(told, 'in the letter of the day').to.have.length(1);
  });

  it('is apologised for with a cause and a new date; the missed date stays', async () => {
    const head = await inUnit('head');
    await act(head, 'apology', { cause: 'complex', reason: SORRY, promisedAt: '2026-04-07' });
    expect(await passport())
      .to.contain('Việc phức tạp hơn dự kiến')
      .and.contain('Hẹn trả lời Thứ Ba, ngày 07/04/2026')
      .and.contain('Hạn trả lời17:00, Thứ Hai, ngày 30/03/2026 Quá hạn')
      .and.not.contain(SORRY);
    expect(await rows('events-title', 'Xin lỗi vì trả lời muộn')).to.have.length(1);
    const [letter] = letterTo(SENDER, 'xin lỗi');
    expect(letter!.text).to.contain(SORRY);
  });

  it('moves with a holiday added on short notice: seen before, applied in one step, told', async () => {
    const others = await Promise.all(
      ['first', 'second'].map((name) => item(world, { input: { email: `${name}@kin.example` } })),
    );
    await world.settled();
    world.letters.clear();
    const administrator = await colleague(world, 'administrator');
    const screen = await at(administrator, '/calendar/edit');
    await screen.page.fill('#add-day [name=date]', '2026-04-06');
    await screen.page.selectOption('#add-day [name=kind]', 'ad_hoc_off');
    await screen.page.fill('#add-day [name=nameVi]', 'Nghỉ tránh bão số 5');
    await screen.press('#add-day button[type=submit]');
    await screen.press('section[aria-labelledby=draft] a[role=button]');
    expect(await screen.read()).to.contain('2 trong số 3 hồ sơ đang xử lý sẽ đổi hạn');
    for (const { code } of others)
      expect(await screen.page.locator('tr', { hasText: code }).innerText()).to.match(/14\/04.*15\/04/);
    expect(await passport(others[0]!.code), 'seen, not yet done').to.contain('14/04/2026');
    await screen.page.fill('#apply-calendar [name=reason]', 'Bão số 5 vào thành phố');
    await screen.press('#apply-calendar button[type=submit]');
    await world.advance({ minutes: 1 });
    await world.settled();
    await screen.page.reload();
    await screen.look();
    expect(await screen.read())
      .to.contain('Đã xem 3 trong số 3 hồ sơ')
      .and.contain('Hồ sơ đã đổi hạn2');

    expect(await passport(others[0]!.code))
      .to.contain('phiên bản 2')
      .and.contain('từ 17:00, Thứ Ba, ngày 14/04/2026 sang 17:00, Thứ Tư, ngày 15/04/2026');
    expect(await dayRow('2026-04-06'))
      .to.contain('Không tính')
      .and.contain('Nghỉ tránh bão số 5');
    const told = world.letters.all.map(({ to, subject }) => [to.join(), subject.slice(0, 14)]);
    expect(told).to.have.deep.members([
      ['first@kin.example', others[0]!.code],
      ['second@kin.example', others[1]!.code],
    ]);
    expect(await passport(), 'what was due before the storm').to.contain('30/03/2026 Quá hạn');
  });
});
