import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import {
  answerQuestion,
  approveQuestion,
  assignQuestion,
  cancelDialogue,
  conclude as concludeAction,
  editDialogue,
  endDialogue,
  mergeQuestion,
  muteParticipant,
  openDialogue,
  pinNotice,
  rejectQuestion,
  removeConclusion,
  removeParticipant,
  separateQuestion,
  takeBackOpening,
  takeQuestion,
  unmuteParticipant,
} from '../../../server/dialogues/index.ts';
import { formatDate } from '../../../server/platform/i18n/dates.ts';
import { person as atScreen, launchBrowser } from '../../support/browser.ts';
import { type Colleague, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import { dialogueNow, OTHER_UNIT, PANEL_UNIT, type Participant, type Scene, scene } from '../scene.ts';

const LONG = 'Nhà tôi ở ngõ nhỏ, xe vật liệu không vào được, phải để tạm trên vỉa hè. '.repeat(13).trim();
const SECOND = 'Rà soát toàn bộ cây nguy hiểm trên các phố trước mùa mưa.';

/** What is open in somebody's browser follows what happens, or says that there is something new. */
describe('pages of a dialogue that stay open', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;
  let on: Scene;
  let code: string;
  let viewer: Page;
  let wall: Page;
  let asker: Page;
  let participant: Participant;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    on = await scene(world);
    code = await on.session('announced');
    participant = await on.participant(code);
    viewer = await opened('');
    wall = await opened('/screen');
    await wall.setViewportSize({ width: 1280, height: 720 });
    asker = await opened(`/take-part/${participant.token}`);
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function opened(path: string): Promise<Page> {
    const page = await (await atScreen(browser, { address: world.address })).newPage();
    await page.goto(`/dialogues/${code}${path}`);
    await page.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
    return page;
  }

  async function signedIn(one: Colleague): Promise<Page> {
    const page = await (await atScreen(browser, { address: world.address })).newPage();
    await page.goto('/sign-in');
    await page.fill('input[name=email]', one.actor.email);
    await page.fill('input[name=password]', one.password);
    await page.press('input[name=password]', 'Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    return page;
  }

  const steer = () => on.moderator.context();
  const part = (page: Page, name: string, text: string) =>
    page.locator(`[data-part="${name}"]`, { hasText: text }).first().waitFor();
  const gone = (page: Page, selector: string) => page.locator(selector).first().waitFor({ state: 'hidden' });

  it('tell a new time, place and name at once, on the wall too', async () => {
    const { version, startsAt } = await dialogueNow(code);
    const later = new Date(startsAt.getTime() + 86_400_000);
    await editDialogue(steer(), code, {
      ...on.input({ title: 'Cây xanh: đổi lịch', place: 'Nhà văn hóa Hàng Bông' }),
      ...{ startsAt: later, endsAt: new Date(later.getTime() + 3_600_000), version },
    });
    const day = formatDate(later, 'date', 'vi', 'Asia/Ho_Chi_Minh');
    for (const page of [viewer, wall]) await part(page, 'title', 'Cây xanh: đổi lịch');
    await part(viewer, 'facts', day);
    await part(viewer, 'stage', day);
    await part(viewer, 'facts', 'Nhà văn hóa Hàng Bông');
    await part(viewer, 'changed-facts', 'vừa được sửa');
    await part(wall, 'now-nothing', day);
  });

  it('keep announcing the beginning when a notice is pinned before it', async () => {
    await pinNotice(steer(), code, { text: 'Mời quý vị vào hội trường.' });
    await part(wall, 'notice-text', 'Mời quý vị vào hội trường.');
    await part(wall, 'now-nothing', 'Bắt đầu');
  });

  it('take the form away from who is muted, and give it back with what was typed', async () => {
    await asker.fill('#ask-text', 'Câu hỏi đang viết dở');
    await muteParticipant(steer(), code, participant.id);
    await gone(asker, '#ask-text');
    await part(asker, 'muted', 'tạm dừng');
    await unmuteParticipant(steer(), code, participant.id);
    await asker.locator('#ask-text').waitFor();
    await gone(asker, '[data-part=muted]');
    expect(await asker.inputValue('#ask-text')).to.equal('Câu hỏi đang viết dở');
  });

  it('fit the longest question into the screen of a hall, and count what finds no place', async () => {
    const long = await participant.ask(LONG);
    await approveQuestion(steer(), code, long);
    for (let number = 1; number <= 6; number++) {
      const one = await on.participant(code);
      await approveQuestion(steer(), code, await one.ask(`Câu hỏi thứ ${number}: ${LONG.slice(0, 200)}`));
    }
    await openDialogue(steer(), code, { early: true });
    await takeQuestion(steer(), code, long);
    await part(wall, 'now-text', LONG);
    await part(wall, 'now-title', 'Đang được trả lời');
    const heights = await wall.evaluate('[document.documentElement.scrollHeight, innerHeight]');
    expect(heights).to.deep.equal([720, 720]);
    const rows = await wall.locator('.wall-queue li:visible').count();
    await part(wall, 'more-count', String(6 - rows));
  });

  it('name unit and date of a conclusion as the server would, and follow when one takes the place of another', async () => {
    const dueAt = new Date('2027-04-29T18:00:00Z');
    const conclude = (text: string) =>
      concludeAction(on.chair.context(), code, { text, unit: OTHER_UNIT, dueAt });
    await conclude('Niêm yết số điện thoại trực ban đêm.');
    const row = viewer.locator('[data-part=conclusions] li');
    await row.getByText('đến 30/04/2027').waitFor();
    expect(await row.innerText()).to.contain('Sở Y tế');
    const [first] = (await dialogueNow(code)).conclusions;
    await viewer.context().setOffline(true);
    await removeConclusion(on.chair.context(), code, first!.id);
    await conclude(SECOND);
    await viewer.context().setOffline(false);
    await row.getByText(SECOND).waitFor();
    expect(await row.count()).to.equal(1);
  });

  it('keep a vote pressed where its question goes, and count nobody twice', async () => {
    await asker.locator('[data-part=fresh]').click();
    const asked = [];
    for (const text of ['Ai tỉa cây ở ngõ 5?', 'Ai tỉa cây ở ngõ 7?']) {
      const id = await (await on.participant(code)).ask(text);
      await approveQuestion(steer(), code, id);
      await asker.locator('[data-part=fresh]').click();
      asked.push(id);
    }
    const [own, target] = asked as [string, string];
    const button = (id: string) => asker.locator(`#q-${id} .vote-button`);
    const pressed = (id: string, how = true) =>
      asker.locator(`#q-${id} .vote-button[aria-pressed=${how}]`).waitFor();
    const sum = (id: string, votes: number) =>
      asker.locator(`#q-${id} [data-part=votes]`).getByText(String(votes), { exact: true }).waitFor();
    await button(own).click();
    await pressed(own);
    await sum(own, 1);
    await mergeQuestion(steer(), code, own, { into: target });
    await pressed(target);
    await sum(target, 1);
    await separateQuestion(steer(), code, own);
    await pressed(target, false);
    await sum(target, 0);
    await approveQuestion(steer(), code, own);
    await asker.locator('[data-part=fresh]').click();
    await pressed(own);
    await sum(own, 1);
  });

  it('count what the moderators do while they do it', async () => {
    const figure = (name: string) => viewer.locator(`[data-figure="${name}"]`);
    expect(await figure('reason.off-topic').isVisible()).to.equal(false);
    const before = Number(await figure('rejected').textContent());
    const id = await (await on.participant(code)).ask('Sân bóng phường tôi bao giờ mở lại?');
    await rejectQuestion(steer(), code, id, { reason: 'off-topic', note: 'Ngoài chủ đề cây xanh.' });
    await figure('rejected')
      .getByText(String(before + 1), { exact: true })
      .waitFor();
    await figure('reason.off-topic').getByText('1', { exact: true }).waitFor();
  });

  it('take voting from who is removed', async () => {
    await asker.locator('.vote-button:enabled').first().waitFor();
    await removeParticipant(steer(), code, participant.id, { ground: 'disruption' });
    await part(asker, 'removed', 'dừng quyền');
    await part(asker, 'removed', 'cản trở');
    expect(await asker.locator('.vote-button:enabled').count()).to.equal(0);
  });

  it('say to moderators which question they are at, and which field is wrong', async () => {
    const page = await signedIn(on.moderator);
    await page.goto(`/dialogues/${code}/console`);
    await page.locator('[data-line-state][data-state=up]').waitFor();
    const asked = await (await on.participant(code)).ask('Câu hỏi đến sau: cây đổ gọi số nào?');
    const came = page.locator(`#c-${asked}`);
    await came.waitFor();
    expect(await came.locator('.console-votes').innerText()).to.equal('0 ủng hộ');
    // Questions of one moment stand in any order: whichever is chosen, one of the two keys moves on.
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    const said = page.locator('[data-announce]');
    await said.getByText('Đang xem: ').waitFor({ state: 'attached' });
    await page.waitForFunction(() =>
      document
        .querySelector('[data-announce]')
        ?.textContent?.includes(document.querySelector('#work [data-part=text]')?.textContent?.trim() ?? '-'),
    );
    await came.locator('a').click();
    await page.keyboard.press('r');
    await page.locator('[data-tool=reject] button').press('Enter');
    await page.locator('#reject-note[aria-invalid=true]').waitFor();
    expect(await page.evaluate('document.activeElement.id')).to.equal('reject-note');
    expect(await page.getAttribute('#reject-note', 'aria-describedby')).to.contain('reject-note-error');
    expect(await page.locator('[data-work] [data-part=error]').innerText()).to.contain('Lời giải thích');
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    expect(await page.evaluate('!!document.activeElement.closest(".console-room")')).to.equal(true);
  });

  it('mark personal data before a key lets it through', async () => {
    const page = await signedIn(on.moderator);
    await page.goto(`/dialogues/${code}/console`);
    await page.locator('[data-line-state][data-state=up]').waitFor();
    const id = await (await on.participant(code)).ask('Gọi tôi số 0912 345 678, bao giờ cây được dọn?');
    await page.locator(`#c-${id} [data-part=personal]`).waitFor();
    await gone(page, `#c-${id} [data-part=quick-approve]`);
    await page.locator(`#c-${id} a`).click();
    expect(await page.locator('#work [data-part=text] mark').innerText()).to.equal('0912 345 678');
    await page.keyboard.press('a');
    await page.locator('#work [data-part=error]', { hasText: '0912 345 678' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).to.equal('approve-seen');
    await page.keyboard.press(' ');
    await page.keyboard.press('a');
    await page.locator(`#c-${id}[data-status=approved]`).waitFor();
  });

  it('let moderators undo with one key what they did with one key, whichever question came next', async () => {
    const page = await signedIn(on.moderator);
    const id = await (await on.participant(code)).ask('Phố tôi có cây sâu, phường đã biết chưa?');
    await approveQuestion(steer(), code, id);
    await world.settled();
    await page.goto(`/dialogues/${code}/console?question=${id}`);
    await page.locator('[data-line-state][data-state=up]').waitFor();
    await page.keyboard.press('c');
    await page.locator('[data-part=undo]', { hasText: 'cây sâu' }).waitFor();
    await page.locator(`#c-${id}[data-status=checking]`).waitFor();
    await page.keyboard.press('u');
    await page.locator(`#c-${id}[data-status=approved]`).waitFor();
    await gone(page, '[data-part=undo]');
    await page.locator(`#work[data-question="${id}"]`).waitFor();
    await page.locator(`#c-${id} a`).click();
    await page.locator('[data-tool=person] summary').click();
    await page.locator('[data-person=remove] button').click();
    await page.locator('#remove-ground[aria-invalid=true]').waitFor();
    await page.selectOption('#remove-ground', 'flooding');
    await page.locator('[data-person=remove] button').click();
    await page
      .locator('[data-person=reinstate] button:visible, [data-part=people] [data-part=ground]:visible')
      .first()
      .waitFor();
    await page.locator('[data-part=people] [data-part=reinstate] button:visible').last().click();
  });

  it('bring questions to the desk of a unit, say which is answered now, and keep what is typed for one that goes', async () => {
    const TYPED = 'Sở cử tổ trực đến trong 2 giờ.';
    const page = await signedIn(on.official);
    await page.goto('/dialogue-desk');
    await page.locator('[data-behaviour=panel-desk][data-joined]').waitFor();
    expect(await page.locator('.empty').count()).to.equal(1);
    const ask = async (text: string) => {
      const id = await (await on.participant(code)).ask(text);
      await approveQuestion(steer(), code, id);
      await assignQuestion(steer(), code, id, { unit: PANEL_UNIT });
      await page.locator('[data-fresh] button').click();
      const article = page.locator(`#q-${id}`);
      await article.waitFor();
      return { id, article };
    };
    const first = await ask('Cây đổ chắn ngõ ban đêm thì ai đến dọn?');
    const second = await ask('Trồng lại cây phố Hàng Bông khi nào?');
    await first.article.locator('textarea').first().fill(TYPED);
    for (const { id, article } of [first, second]) {
      await takeQuestion(steer(), code, id);
      await article.locator('.row-facts').getByText('Đang được trả lời').waitFor();
    }
    await page.locator('[data-announce]').getByText('Trồng lại cây').waitFor({ state: 'attached' });
    for (const { id, article } of [first, second]) {
      await takeQuestion(steer(), code, id);
      await answerQuestion(steer(), code, id, { way: 'room', text: 'Đã trả lời trong hội trường.' });
      await article.locator('.notice').waitFor();
    }
    expect(await first.article.locator('textarea').first().inputValue()).to.equal(TYPED);
    expect(await first.article.locator('button').count(), 'nothing more to send').to.equal(0);
    expect(await second.article.locator('form').count()).to.equal(0);
  });

  it('follow by themselves when the site, which was kept as they were opened, is open again', async () => {
    const { visitor } = await person(world, 'administrator');
    const page = await (await atScreen(browser, { address: world.address })).newPage();
    await page.clock.install();
    await visitor.get('/administration/maintenance');
    await visitor.submit('#close-site', { vi: 'Nâng cấp.', en: 'New server.', ru: 'Новый сервер.' });
    await visitor.submit('#confirm-closing', { confirmed: 'yes' });
    await page.goto(`/dialogues/${code}`);
    const line = page.locator('[data-line-state]');
    await line.getByText('trang sẽ tự nối lại').waitFor();
    await visitor.submit('#open-site', {});
    await page.clock.fastForward(6_000);
    await line.getByText('Đã kết nối lại').waitFor();
    await pinNotice(steer(), code, { text: 'Nghỉ năm phút.' });
    await part(page, 'notices', 'Nghỉ năm phút.');
  });

  it('thank the hall at the end, and ask for nothing more', async () => {
    await part(viewer, 'stage', 'Đang diễn ra');
    await endDialogue(steer(), code);
    await part(wall, 'now-nothing', 'đã kết thúc');
    for (const name of ['now-title', 'next', 'join']) await gone(wall, `[data-part="${name}"]`);
    await part(viewer, 'stage', 'Đã kết thúc');
    for (const gonePart of ['section[data-part=now]', 'a[href$="/register"]']) await gone(viewer, gonePart);
    await viewer.getByText('không còn nhận câu hỏi').waitFor();
  });

  it('say what is so when a session opens, is announced again and is cancelled; what is typed stays in sight', async () => {
    const other = await on.session('announced');
    const one = await on.participant(other);
    await approveQuestion(steer(), other, await one.ask());
    const page = await (await atScreen(browser, { address: world.address })).newPage();
    await page.goto(`/dialogues/${other}/take-part/${one.token}`);
    const desk = await signedIn(on.moderator);
    await desk.goto(`/dialogues/${other}/console`);
    for (const each of [page, desk])
      await each.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
    await openDialogue(on.chair.context(), other, { early: true });
    await part(page, 'stage', 'Đang diễn ra');
    await part(page, 'facts', 'đã công bố là');
    await page.getByRole('heading', { name: 'Đặt câu hỏi' }).waitFor();
    await desk.locator('.status-line:visible', { hasText: 'Đang diễn ra' }).waitFor();
    await desk.locator('summary:visible', { hasText: 'Kết thúc buổi đối thoại' }).waitFor();
    await gone(desk, 'form[action$="/opening"]');
    await takeBackOpening(on.chair.context(), other);
    await part(page, 'stage', 'Bắt đầu');
    await page.fill('#ask-text', 'Câu hỏi đang viết dở');
    await cancelDialogue(on.moderator.context(), other, { reason: 'Bão số 3 đổ bộ' });
    await part(page, 'stage', 'Bão số 3 đổ bộ');
    await page.locator('#ask-text[readonly]').waitFor();
    expect(await page.inputValue('#ask-text')).to.equal('Câu hỏi đang viết dở');
    expect(await page.locator('.vote-button:enabled').count()).to.equal(0);
    await gone(desk, '#phone');
  });
});
