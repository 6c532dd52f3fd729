import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { createDialogue } from '../../server/dialogues/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { UNIT } from '../support/factories.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { card, console_, register, Stage } from './dialogue-stage.ts';

const TITLE = 'Đối thoại về cây xanh đô thị';
const LATE = 'Vì sao hồ sơ cắt tỉa cây trước số nhà 12 nộp từ tháng 1 chưa được trả lời?';
const TWIN = 'Hồ sơ cắt tỉa cây nộp đã hai tháng sao chưa ai trả lời?';
const RUDE = 'Ông A ở bộ phận một cửa có nhận tiền của ai không?';
const NIGHT = 'Ban đêm có cây nguy hiểm thì gọi số điện thoại nào?';
const FEE = 'Lệ phí cấp phép chặt hạ cây trong sân nhà riêng là bao nhiêu?';
const OFFLINE = 'Cây bị chặt trên phố Hàng Bông bao giờ được trồng lại?';
const PHONE = 'Tôi không dùng mạng, tôi gửi ý kiến qua điện thoại được không?';
const PREPARED = 'Hồ sơ chậm do chuyển nhầm phòng; Sở trả kết quả trước ngày 20/3/2026.';
const VAGUE = 'Sở ghi nhận và sẽ xem xét theo quy định trong thời gian tới.';
const CLEAR =
  'Lệ phí cấp phép chặt hạ cây trong sân nhà riêng là 0 đồng, theo Điều 14 Nghị định 64/2010/NĐ-CP. Ông bà nộp hồ sơ tại bộ phận một cửa của phường; Sở Xây dựng trả kết quả trong 15 ngày.';
const EMAIL = 'hoa@quanpho.example';
const OPENING = 'Có mặt: 120 người dân và doanh nghiệp, báo chí thành phố.';
const CLOSING = 'Chủ tọa cảm ơn và hẹn buổi sau vào tháng 6.';
const SAID = 'Giám đốc Sở: hồ sơ chậm do chuyển nhầm phòng; trả kết quả trước ngày 20/3/2026.';
const TASK = 'Thiếu tên người trả lời câu thứ nhất.';
const PLANTED =
  'Sở trồng lại 6 cây sấu trên phố Hàng Bông trước ngày 30/4/2026, do Công ty Công viên cây xanh thực hiện.';
const EVIDENCE = 'Đã kiểm tra 412 cây, lập biên bản số 18/BB-SXD ngày 10/5/2026.';
const CONCLUSION = 'Sở Xây dựng kiểm tra toàn bộ cây nguy hiểm trước mùa mưa.';

describe('a dialogue, from the announcement to published minutes and what came of it', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  let stage: Stage;
  let staff: Record<'moderator' | 'chair' | 'official' | 'head', Colleague>;
  let code: string;
  /** What the open question has become. */
  let item: string;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    stage = new Stage(world, browser);
    staff = {
      moderator: await colleague(world, 'moderator'),
      chair: await colleague(world, 'leader'),
      official: await colleague(world, 'official', { units: [UNIT] }),
      head: await colleague(world, 'head', { units: [UNIT] }),
    };
    const startsAt = new Date(world.clock.now().getTime() + 10 * 86_400_000);
    const set = {
      title: TITLE,
      description: 'Cấp phép, cắt tỉa và trồng lại cây.',
      place: 'Hội trường 12 Lê Lai',
    };
    const parts = { language: 'vi' as const, regulations: ['tree-felling-permit'], units: [UNIT] };
    const people = { chair: staff.chair.actor.id, moderators: [staff.moderator.actor.id] };
    const agenda = [
      { title: 'Khai mạc', minutes: 5 },
      { title: 'Hỏi và đáp', minutes: 80 },
    ];
    const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);
    ({ code } = await createDialogue(staff.moderator.context(), {
      ...{ ...set, ...parts, ...people, agenda },
      ...{ startsAt, endsAt },
    }));
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  const room = () => `/dialogues/${code}`;

  it('is announced; people register under a name of their choice and ask beforehand', async () => {
    const moderator = await stage.enter('moderator', { staff: staff.moderator });
    await moderator.open(`${room()}/announcement`);
    await moderator.press(`form[action="${room()}/announcement"] button[type=submit]`);
    const [lan, minh, hoa] = [
      await stage.enter('lan', { width: 1280 }),
      await stage.enter('minh', { width: 390 }),
      await stage.enter('hoa', { width: 390 }),
    ];
    await lan.open(room());
    expect(await lan.read()).to.contain('Hội trường 12 Lê Lai');
    expect(await lan.page.locator('[data-ask]').count(), 'asking needs a registration').to.equal(0);
    await register(lan, room(), { by: 'Bà Lan', name: 'Nguyễn Thị Lan' });
    await register(minh, room(), { by: 'Cư dân phố Hàng Bông' });
    await register(hoa, room(), { by: 'Chủ quán phở', email: EMAIL });
    for (const each of [lan, minh, hoa])
      await each.page.locator('[data-line-state][data-state=up]').waitFor();
    await stage.ask(lan, LATE);
    await stage.ask(minh, TWIN);
    await stage.ask(hoa, RUDE);
  });

  it('is screened on the keyboard: approved, rejected with a ground, contested, merged', async () => {
    const { moderator, lan, hoa } = stage;
    const { page } = moderator;
    await console_(moderator, room());
    await stage.ask(lan, NIGHT);
    await card(page, NIGHT, 'screen').waitFor();
    await page.locator('[data-work] [data-part=text]', { hasText: LATE }).waitFor();
    await page.keyboard.press('a');
    await card(page, LATE, 'queue').waitFor();
    await page.locator('[data-work] [data-part=text]', { hasText: TWIN }).waitFor();
    await page.keyboard.press('m');
    await page.fill('#merge-into', 'ho so thang 1');
    await page.locator('[data-like-of]', { hasText: LATE }).locator('button').press('Enter');
    await card(page, TWIN, 'done').waitFor();
    await card(page, RUDE, 'screen').locator('a').click();
    await page.keyboard.press('r');
    await page.selectOption('#reject-reason', 'personal-data');
    await page.locator('details[data-tool=reject] button').press('Enter');
    await page.locator('[data-work] [data-part=error]:not([hidden])').waitFor();
    await page.fill('#reject-note', 'Câu hỏi nêu tên một người cụ thể.');
    await page.locator('details[data-tool=reject] button').press('Enter');
    await card(page, RUDE, 'done').waitFor();
    await moderator.look();

    const own = hoa.page.locator('[data-own]', { hasText: RUDE });
    await own.getByText('Câu hỏi nêu tên một người cụ thể.').waitFor();
    await own.locator('summary').click();
    await own.locator('textarea').fill('Tôi hỏi về quy trình, không hỏi về cá nhân.');
    await hoa.look();
    await Promise.all([
      hoa.page.waitForNavigation(),
      own.locator('[data-own-form=objection] button').click(),
    ]);
    expect(await own.locator('details').isVisible(), 'once').to.equal(false);
    await card(page, RUDE, 'screen').locator('a').click();
    await page.locator('[data-work]').getByText('Tôi hỏi về quy trình').waitFor();
    await page.locator('form[data-tool=uphold] button').click();
    await card(page, RUDE, 'done').waitFor();
    await card(page, NIGHT, 'screen').locator('button:visible').click();
    await card(page, NIGHT, 'queue').waitFor();
    await stage.phone(PHONE, 'Ông Tư');
  });

  it('is voted on; the unit prepares a text wherever it is', async () => {
    const { moderator, lan, minh } = stage;
    const viewer = await stage.enter('viewer', {});
    await viewer.open(room());
    await viewer.page.locator('[data-line-state][data-state=up]').waitFor();
    for (const each of [lan, minh]) {
      await each.page.locator('[data-part=fresh]').click();
      const button = each.page.locator('.question-card', { hasText: LATE }).locator('.vote-button');
      await button.click();
      await each.page.locator('.question-card', { hasText: LATE }).locator('[aria-pressed=true]').waitFor();
    }
    await viewer.page.locator('.question-card[data-votes="2"]', { hasText: LATE }).waitFor();
    await minh.page.locator('.question-card', { hasText: NIGHT }).locator('.vote-button').click();
    await viewer.page.locator('.question-card[data-votes="1"]', { hasText: NIGHT }).waitFor();
    await minh.page.locator('.question-card', { hasText: NIGHT }).locator('.vote-button').click();
    await viewer.page.locator('.question-card[data-votes="0"]', { hasText: NIGHT }).waitFor();

    await stage.assign(LATE, UNIT);
    const official = await stage.enter('official', { staff: staff.official });
    await official.open('/dialogue-desk');
    await official.page.locator('article', { hasText: LATE }).locator('textarea').first().fill(PREPARED);
    await Promise.all([
      official.page.waitForNavigation(),
      official.page.locator('article', { hasText: LATE }).locator('form[action$="/prepared"] button').click(),
    ]);
    await official.look();
    await card(moderator.page, LATE, 'queue').locator('[data-part=prepared]').waitFor();
    await viewer.open(room());
    expect(await viewer.read(), 'only moderators see it').not.to.contain(PREPARED);
  });

  it('is opened by the chair; everybody sees what is answered now, and somebody loses the line', async () => {
    const { hoa, lan, viewer } = stage;
    const chair = await stage.enter('chair', { staff: staff.chair });
    await console_(chair, room());
    // Days before its time it has to be meant.
    await chair.page
      .locator('details', { has: chair.page.locator(`form[action="${room()}/opening"]`) })
      .locator('summary')
      .click();
    await chair.press(`form[action="${room()}/opening"] button`);
    for (const each of [lan, hoa, viewer]) {
      await each.page.locator('[data-changed] a').waitFor();
      await each.press('[data-changed] a');
      await each.page.locator('[data-line-state][data-state=up]').waitFor();
    }
    const wall = await stage.enter('wall', {});
    await wall.open(`${room()}/screen`);
    await hoa.page.context().setOffline(true);
    await hoa.page.locator('[data-line-state][data-state=down]').waitFor();
    await hoa.page.fill('#ask-text', OFFLINE);
    await hoa.page.locator('[data-ask] button').click();
    await hoa.look();

    await console_(chair, room());
    await card(chair.page, LATE, 'queue').locator('a').click();
    await chair.page.keyboard.press('n');
    for (const each of [lan, viewer, wall])
      await each.page.locator('[data-part=now-text]', { hasText: LATE }).waitFor();
    await chair.page.locator('#now').getByText(PREPARED).waitFor();
    await chair.page.locator('[data-part=now-open]').click();
    expect(await chair.page.inputValue('#answer-text'), 'the prepared text is at hand').to.equal(PREPARED);
    await chair.look();
    await chair.page.locator('button[name=way][value=room]').click();
    await card(chair.page, LATE, 'done').waitFor();
    await lan.page.locator('.question-card[data-status=answered]', { hasText: PREPARED }).waitFor();
    expect(await hoa.page.locator('[data-part=now-text]', { hasText: LATE }).count()).to.equal(0);

    await hoa.page.context().setOffline(false);
    await hoa.page.locator('[data-line-state][data-state=up]').waitFor();
    await hoa.page.locator('.question-card[data-status=answered]', { hasText: PREPARED }).waitFor();
    await hoa.page.locator('[data-own]', { hasText: OFFLINE }).waitFor();
    await card(chair.page, OFFLINE, 'screen').waitFor();
    expect(await card(chair.page, OFFLINE, 'screen').count(), 'asked once').to.equal(1);
    for (const each of [lan, hoa, wall]) await each.look();
  });

  it('is answered in writing and with a promise, concluded, and ended', async () => {
    const { moderator, chair, lan, official, viewer } = stage;
    await stage.ask(lan, FEE);
    await console_(moderator, room());
    await card(moderator.page, FEE, 'screen').locator('button:visible').click();
    await card(moderator.page, FEE, 'queue').waitFor();
    await stage.assign(FEE, UNIT);
    await official.open('/dialogue-desk');
    await stage.writeAnswer(FEE, VAGUE);
    expect(await official.page.locator('.error-summary').count(), 'a vague one is stopped').to.equal(1);
    expect(await official.page.locator('.finding').count()).to.be.greaterThan(0);
    await stage.writeAnswer(FEE, CLEAR, 'Đã kiểm tra với bộ phận một cửa.');
    expect(await official.page.locator('.error-summary').count()).to.equal(0);
    await viewer.page.locator('[data-part=fresh]').click();
    await viewer.page.locator('.question-card[data-status=answered]', { hasText: CLEAR }).waitFor();

    await card(moderator.page, NIGHT, 'queue').locator('a').click();
    await moderator.page.keyboard.press('c');
    await card(moderator.page, NIGHT, 'done').waitFor();
    await lan.page.locator('.question-card[data-status=checking]', { hasText: NIGHT }).waitFor();
    await card(moderator.page, OFFLINE, 'screen').locator('button:visible').click();
    await card(moderator.page, OFFLINE, 'queue').waitFor();
    await stage.assign(OFFLINE, UNIT);

    await chair.page.locator('#conclusions summary').click();
    await chair.page.fill('#conclusion-text', CONCLUSION);
    await chair.page.selectOption('#conclusion-unit', UNIT);
    await chair.page.fill('#conclusion-dueAt', '2026-05-15');
    await chair.page.locator(`form[action="${room()}/conclusions"] button`).click();
    await lan.page.locator('[data-part=conclusions]', { hasText: CONCLUSION }).waitFor();
    await chair.page.locator(`.end-session:has(form[action="${room()}/end"]) summary`).click();
    await chair.press(`form[action="${room()}/end"] button`);
    await lan.page.locator('[data-changed] a').waitFor();
    await world.settled();
  });

  it('is read afterwards without script: what was answered, promised, left open, and what moderators did', async () => {
    const reader = await stage.enter('reader', { script: false });
    await reader.open(room());
    const seen = await reader.read();
    for (const text of [CONCLUSION, PREPARED, CLEAR, NIGHT, OFFLINE]) expect(seen).to.contain(text);
    for (const text of [RUDE, VAGUE, 'Nguyễn Thị Lan']) expect(seen).not.to.contain(text);
    expect(await reader.page.locator('[data-dealt=checking]').innerText()).to.contain(NIGHT);
    expect(await reader.page.locator('[data-dealt=open]').innerText()).to.contain(OFFLINE);
    expect(seen)
      .to.match(/Từ chối\s*1/)
      .and.to.match(/Gộp vào câu khác\s*1/);
    const { lan } = stage;
    await lan.press('[data-changed] a');
  });

  it('has made items of what was left: with a key, a unit and a date, linked both ways', async () => {
    const { hoa } = stage;
    await hoa.press('[data-changed] a');
    const own = hoa.page.locator('[data-own]', { hasText: OFFLINE });
    item = await own.locator('[data-part=item-code]').innerText();
    const key = await own.locator('[data-part=item-key]').innerText();
    const letter = world.letters.to(EMAIL).find(({ text }) => text.includes(item));
    expect(letter!.text, 'the asker is told').to.contain('18/03/2026');
    const helper = await stage.enter('helper', { width: 390 });
    await helper.open('/track');
    await helper.fill({ code: item, key });
    await helper.press('main form[action="/track"] button[type=submit]');
    const seen = await helper.read();
    for (const text of [OFFLINE, 'Sở Xây dựng', '18/03/2026']) expect(seen).to.contain(text);
    await helper.press(`main a[href^="${room()}?question="]`);
    await helper.press(`[data-dealt=open] a[href="/feedback/${item}"]`);
    expect(await helper.read()).to.contain(OFFLINE);
  });

  it('is put down in minutes: written part by part, returned by the chair, approved, published', async () => {
    const { moderator, chair } = stage;
    const minutes = `${room()}/minutes`;
    await moderator.open(`${minutes}/edit`);
    await moderator.page.fill('#text-closing', CLOSING);
    await stage.writePart('opening', OPENING);
    expect(await moderator.page.inputValue('#text-closing'), 'typed, not yet saved').to.equal(CLOSING);
    await stage.writePart('closing', CLOSING);
    await chair.open(minutes);
    const draft = await chair.read();
    for (const text of [OPENING, CLOSING, PREPARED, CLEAR, CONCLUSION, item]) expect(draft).to.contain(text);
    await chair.page.locator('.minutes-steps summary').click();
    await chair.fill({ reason: TASK });
    await chair.press(`form[action="${minutes}/return"] button`);

    await moderator.open(`${minutes}/edit`);
    expect(await moderator.read()).to.contain(TASK);
    const late = moderator.page.locator('[id^=part-]', { hasText: LATE }).locator('[data-part-box]');
    await stage.writePart((await late.getAttribute('data-part-box'))!, SAID);
    const reader = await stage.enter('visitor', {});
    await reader.open(minutes);
    expect(await reader.read(), 'not before it is published').not.to.contain(SAID);
    await chair.open(minutes);
    await chair.press(`form[action="${minutes}/approval"] button`);
    await moderator.open(minutes);
    await moderator.press(`form[action="${minutes}/publication"] button`);
    await world.settled();

    await reader.open(room());
    await reader.press(`main a.button[href="${minutes}"]`);
    const published = await reader.read();
    for (const text of [OPENING, SAID, CLEAR, NIGHT, OFFLINE, item, CONCLUSION, CLOSING])
      expect(published).to.contain(text);
    for (const text of [RUDE, 'Nguyễn Thị Lan', TASK]) expect(published).not.to.contain(text);
    await reader.page.emulateMedia({ media: 'print' });
    expect(await reader.page.locator('.no-print:visible').count()).to.equal(0);
    await reader.page.emulateMedia({ media: 'screen' });
  });

  it('is followed up: the item is answered, the conclusion is kept, and whoever asked can read it', async () => {
    await stage.enter('head', { staff: staff.head });
    await stage.answerItem(item, PLANTED);
    const { hoa, head } = stage;
    expect(world.letters.to(EMAIL).at(-1)!.text, 'the asker is told').to.contain('6 cây sấu');
    await hoa.open(`/feedback/${item}`);
    expect(await hoa.read()).to.contain(PLANTED);

    await hoa.open(`${room()}/minutes`);
    const promised = hoa.page.locator('main a[href^="/commitments/"]').first();
    const commitment = (await promised.getAttribute('href'))!;
    await head.open(commitment);
    expect(await head.read()).to.contain(CONCLUSION);
    await head.fill({ evidence: EVIDENCE });
    await head.press(`form[action="${commitment}/fulfilment"] button`);
    await hoa.press(`main a[href="${commitment}"]`);
    expect(await hoa.read()).to.contain(EVIDENCE);
    await hoa.press(`main a[href^="${room()}"]`);
    expect(await hoa.read()).to.contain(CONCLUSION);
  });
});
