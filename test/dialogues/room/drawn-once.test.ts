import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { noteItemAnswered } from '../../../server/dialogues/follow-up/actions.ts';
import {
  answerQuestion,
  approveQuestion,
  assignQuestion,
  conclude,
  contestRejection,
  editDialogue,
  editQuestion,
  endDialogue,
  mergeQuestion,
  moveAgenda,
  openDialogue,
  pinNotice,
  promiseAnswer,
  reinstateParticipant,
  rejectQuestion,
  removeParticipant,
  setQueue,
  takeBackOpening,
  takeQuestion,
} from '../../../server/dialogues/index.ts';
import { LANGUAGES, type Language, systemContext } from '../../../server/platform/context.ts';
import { launchBrowser, person } from '../../support/browser.ts';
import type { Colleague } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import {
  dialogueNow,
  OTHER_UNIT,
  PANEL_UNIT,
  type Participant,
  questionNow,
  type Scene,
  scene,
} from '../scene.ts';

/** All that a page shows of a session, as markup: without tokens, and without what behaviours have added. */
const SHOWN = `(() => {
  const places = document.querySelectorAll('[data-part], .question-card, .console-card');
  const whole = [...places].filter((each) => !each.parentElement.closest('[data-part], .question-card, .console-card'));
  return whole.filter((each) => !each.closest('[data-changed]')).map((each) => {
    const copy = each.cloneNode(true);
    for (const gone of copy.querySelectorAll('[name=_csrf], [name=clientId], [data-added], [data-once]')) gone.remove();
    // Forms of the console stand in the page once they are opened.
    for (const gone of copy.querySelectorAll('details[data-tool]:not([open]) > :not(summary)')) gone.remove();
    for (const each of copy.querySelectorAll('[style]')) each.removeAttribute('style');
    for (const each of [copy, ...copy.querySelectorAll('*')])
      for (const { name, value } of [...each.attributes].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        each.removeAttribute(name);
        each.setAttribute(name, value);
      }
    return copy.outerHTML.replace(/\\s+/g, ' ').replace(/ ?(<[^>]*>) ?/g, '$1').replaceAll('><', '>\\n<');
  }).join('\\n');
})()`;

/** Whoever has left a page open sees what somebody sees who opens it now: one template draws both. */
describe('a page of a dialogue that stays open is drawn as one that is opened', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  let on: Scene;
  let code: string;
  let participant: Participant;
  let rejected: string;
  let pages: { language: string; page: Page; path: string }[];

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    on = await scene(world);
    code = await on.session('announced');
    participant = await on.participant(code);
    pages = [];
    for (const language of LANGUAGES) pages.push(await opened(`/dialogues/${code}`, language));
    pages.push(await opened(`/dialogues/${code}/take-part/${participant.token}`, 'vi', `/dialogues/${code}`));
    pages.push(await opened(`/dialogues/${code}/screen`, 'en'));
    pages.push(await opened(`/dialogues/${code}/console`, 'ru', undefined, on.moderator));
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function opened(entry: string, language: Language, path = entry, one?: Colleague) {
    const page = await (await person(browser, { address: world.address, language })).newPage();
    if (one) {
      await page.goto('/sign-in');
      await page.fill('input[name=email]', one.actor.email);
      await page.fill('input[name=password]', one.password);
      await page.press('input[name=password]', 'Enter');
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    }
    await page.goto(entry);
    await page.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
    return { language, page, path };
  }

  const steer = () => on.moderator.context();

  async function approved(by: Participant, text?: string): Promise<string> {
    const id = await by.ask(text);
    await approveQuestion(steer(), code, id);
    return id;
  }

  async function lookedAt(page: Page): Promise<string> {
    const id = await page.locator('#work').getAttribute('data-question');
    if (id) return id;
    await page.locator('.console-card a').first().click();
    return lookedAt(page);
  }

  async function same(what: string): Promise<void> {
    await world.settled();
    // The figures are told every two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    for (const { language, page, path } of pages) {
      const fresh = page.locator(':is([data-part=fresh], [data-part=resort]):visible');
      if (await fresh.count()) await fresh.click();
      const anew = await page.context().newPage();
      // As the server draws it.
      await anew.route('**/assets/*.js', (route) => route.abort());
      const isConsole = path.endsWith('/console');
      await anew.goto(isConsole ? `${path}?question=${await lookedAt(page)}` : path);
      const [left, right] = [await page.evaluate(SHOWN), await anew.evaluate(SHOWN)] as [string, string];
      await anew.close();
      const only = (here: string, there: string) => {
        const known = there.split('\n');
        return here.split('\n').filter((line) => !known.includes(line));
      };
      expect([only(left, right), only(right, left)], `${what}, ${language}, ${path}`).to.deep.equal([[], []]);
      // What moderators are at stays where it is.
      if (!isConsole) expect(left === right, `${what}, ${language}, ${path}: the same order`).to.equal(true);
    }
  }

  it('before it begins: moved, with notices and questions of every kind', async () => {
    const { version, startsAt } = await dialogueNow(code);
    const later = new Date(startsAt.getTime() + 86_400_000);
    await editDialogue(steer(), code, {
      ...on.input({ title: 'Cây xanh <đổi lịch>', place: 'Nhà văn hóa "Hàng Bông"' }),
      ...{ startsAt: later, endsAt: new Date(later.getTime() + 3_600_000), version },
    });
    await pinNotice(steer(), code, { text: 'Mời quý vị vào hội trường <b>số 1</b>.' });
    rejected = await participant.ask('Câu này không đúng chủ đề, xin hỏi?');
    await rejectQuestion(steer(), code, rejected, { reason: 'off-topic', note: 'Ngoài chủ đề "cây".' });
    const own = await approved(participant, 'Nhà tôi ở ngõ nhỏ, <script> xe không vào được?');
    await editQuestion(steer(), code, own, { text: 'Ngõ nhỏ, xe không vào được thì làm gì?' });
    await assignQuestion(steer(), code, own, { unit: PANEL_UNIT, group: 'Ngõ "nhỏ"' });
    const other = await approved(await on.participant(code), 'Xe vật liệu vào ngõ thế nào?');
    await mergeQuestion(steer(), code, other, { into: own });
    await participant.ask('Câu này chưa ai đọc, bao giờ đọc?');
    await same('announced');
  });

  it('while it is live: a question of the moment, answers, votes, the agenda, conclusions, a queue that is closed', async () => {
    await openDialogue(steer(), code, { early: true });
    const ids = [];
    for (let at = 0; at < 4; at++)
      ids.push(await approved(await on.participant(code), `Câu hỏi thứ ${at} về cây?`));
    const [taken, answered, promised, voted] = ids as [string, string, string, string];
    await world.settled();
    const asker = pages[3]!.page;
    await asker.locator('[data-part=fresh]').click();
    await asker.locator(`#q-${voted} .vote-button`).click();
    await answerQuestion(steer(), code, answered, { way: 'room', text: 'Đã trả lời trong <hội trường>.' });
    await promiseAnswer(steer(), code, promised);
    await takeQuestion(steer(), code, taken);
    await moveAgenda(steer(), code, { at: 1 });
    const dueAt = new Date('2027-04-29T18:00:00Z');
    await conclude(on.chair.context(), code, { text: 'Niêm yết số điện thoại.', unit: OTHER_UNIT, dueAt });
    await setQueue(steer(), code, { open: false, slowSeconds: 60, order: 'time' });
    await same('live');
  });

  it('when who asks is removed, and may vote again when that is undone', async () => {
    const asker = pages[3]!.page;
    await removeParticipant(steer(), code, participant.id, { ground: 'disruption' });
    await asker.locator('[data-part=removed]').waitFor();
    expect(await asker.locator('.vote-button:enabled').count()).to.equal(0);
    await reinstateParticipant(steer(), code, participant.id);
    await asker.locator('.vote-button:enabled').first().waitFor();
    await same('reinstated');
  });

  it('with votes again when an opening is taken back, and after the end with the answer to an item', async () => {
    const second = await on.session('announced');
    const one = await on.participant(second);
    const id = await one.ask();
    await approveQuestion(steer(), second, id);
    await world.settled();
    const { page } = await opened(`/dialogues/${second}/take-part/${one.token}`, 'vi');
    await openDialogue(on.chair.context(), second, { early: true });
    await takeBackOpening(on.chair.context(), second);
    await page.locator('.vote-button:enabled').waitFor();
    await openDialogue(on.chair.context(), second, { early: true });
    await promiseAnswer(steer(), second, id);
    await endDialogue(steer(), second);
    await world.settled();
    const { item } = await questionNow(id);
    await page.locator(`#q-${id} a`, { hasText: item! }).waitFor();
    await noteItemAnswered(systemContext(world.app.site, 'test'), item!);
    await world.settled();
    await page.locator(`#q-${id} [data-part=item] .tag`).waitFor();
  });

  it('and keeps what somebody types, has opened and is at', async () => {
    const asker = pages[3]!.page;
    await setQueue(steer(), code, { open: true, slowSeconds: 0 });
    await asker.fill('#ask-text', 'Câu đang viết dở');
    const details = asker.locator('[data-part=mine] details').first();
    await details.locator('summary').click();
    await details.locator('textarea').fill('Tôi không đồng ý vì');
    await details.locator('textarea').press('ArrowLeft');
    await pinNotice(steer(), code, { text: 'Nghỉ giải lao mười phút.' });
    await participant.ask('Thêm một câu, ai trả lời câu này?');
    await asker.locator('.pinned li', { hasText: 'giải lao' }).waitFor();
    await asker.locator('[data-part=mine] li', { hasText: 'Thêm một câu' }).waitFor();
    expect(await asker.inputValue('#ask-text')).to.equal('Câu đang viết dở');
    expect(await details.locator('textarea').inputValue()).to.equal('Tôi không đồng ý vì');
    expect(
      await asker.evaluate('[document.activeElement.name, document.activeElement.selectionStart]'),
    ).to.deep.equal(['reason', 'Tôi không đồng ý vì'.length - 1]);
    await contestRejection(participant.context(), code, rejected, { reason: 'Đúng chủ đề mà.' });
    await details.waitFor({ state: 'detached' });
  });
});
