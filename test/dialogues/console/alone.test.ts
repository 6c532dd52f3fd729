import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { actsIn } from '../../../server/dialogues/console/trace.ts';
import { approveQuestion } from '../../../server/dialogues/index.ts';
import { Question } from '../../../server/dialogues/questions/model.ts';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../../support/browser.ts';
import { startWorld, type World } from '../../support/world.ts';
import { type Participant, type Scene, scene } from '../scene.ts';

/** For a whole evening: CONSOLE_QUESTIONS=500. */
const QUESTIONS = Number(process.env['CONSOLE_QUESTIONS'] ?? 40);
/** Twenty a minute. */
const EVERY_MS = 3_000;
/** So many wait when the moderator begins. */
const AHEAD = 6;
const PLACES = ['phố Hàng Bông', 'phố Lò Đúc', 'đường Láng', 'phường Cửa Nam', 'xã Đông Anh'];
const ASKED = ['Bao giờ cây đổ được dọn', 'Ai đến tỉa cây trước mùa mưa', 'Khi nào trồng lại cây mới'];

describe('one moderator who hosts a session alone', function () {
  this.timeout(60_000 + QUESTIONS * 4_000);
  let world: World;
  let browser: Browser;
  let on: Scene;
  let code: string;
  let page: Page;
  const people: Participant[] = [];
  /** What the moderator has decided, by question. */
  const decided = new Map<string, string>();
  let asked = 0;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    on = await scene(world);
    code = await on.session('live');
    page = await (await person(browser, { address: world.address })).newPage();
    await page.goto('/sign-in');
    await page.fill('input[name=email]', on.moderator.actor.email);
    await page.fill('input[name=password]', on.moderator.password);
    await page.press('input[name=password]', 'Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    for (let at = 0; at < AHEAD; at++) await next();
    await page.goto(`/dialogues/${code}/console`);
    await page.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
    await page.locator('[data-alone]').click();
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  /** The next question comes, three seconds after the one before. */
  async function next(): Promise<void> {
    if (asked === QUESTIONS) return;
    world.clock.moveBy(EVERY_MS);
    if (asked % 15 === 0) people.push(await on.participant(code));
    const text = `${ASKED[asked % ASKED.length]} ở ${PLACES[asked % PLACES.length]}, số nhà ${asked}?`;
    asked += 1;
    const id = await people.at(-1)!.ask(text);
    if (asked > AHEAD) await page.locator(`#c-${id}`).waitFor({ state: 'attached' });
  }

  const lookedAt = () => page.locator('#work').getAttribute('data-question');
  const leaves = (id: string) => page.locator(`#work:not([data-question="${id}"])`).waitFor();

  async function reject(): Promise<void> {
    await page.keyboard.press('r');
    await page.selectOption('#reject-reason', 'off-topic');
    await page.fill('#reject-note', 'Ngoài chủ đề của buổi này.');
    await page.locator('details[data-tool=reject] button').press('Enter');
  }

  /** @returns what was decided */
  async function decide(at: number): Promise<string> {
    // Into one that is approved: what is merged into one that is rejected comes back.
    const merging = page.locator('[data-like-of]', { hasText: 'Trong hàng chờ' }).locator('button').first();
    if (at % 5 === 2 && (await merging.isVisible())) {
      await merging.press('Enter');
      return 'merged';
    }
    if (at % 9 === 4) {
      await reject();
      return 'rejected';
    }
    await page.keyboard.press('a');
    return 'approved';
  }

  async function slipOnce(id: string): Promise<void> {
    await page.keyboard.press('u');
    await page.locator(`#work[data-question="${id}"] [data-tool=approve]`).waitFor();
    await page.keyboard.press('a');
  }

  it(`screens ${QUESTIONS} questions at twenty a minute by keys, and answers in between`, async () => {
    for (let at = 0; at < QUESTIONS; at++) {
      await next();
      const id = (await lookedAt())!;
      expect(decided.has(id), `question ${at} is a new one`).to.equal(false);
      decided.set(id, await decide(at));
      if (at < QUESTIONS - 1) await leaves(id);
      if (at === 3) {
        await slipOnce(id);
        await leaves(id);
      }
      if (at % 10 === 9) {
        const first = (await page.locator('[data-part=now-next] [name=question]').inputValue())!;
        await page.locator('[data-part=now-next] button').click();
        // The row has left the queue when the question is taken: only the reply says that the answer is kept.
        const told = page.waitForResponse((response) => response.url().endsWith(`/${first}/answer`));
        await page.locator(`form[action$="/${first}/answer"] button`).first().click();
        await told;
        await page.locator(`[data-list=queue] #c-${first}`).waitFor({ state: 'detached' });
        decided.set(first, 'answered');
      }
    }
    await page.locator('[data-list=screen]:not(:has(li))').waitFor({ state: 'attached' });
    await world.settled();
    const stored = await Question.find({ dialogue: code }, { status: 1 }).lean<
      { _id: string; status: string }[]
    >();
    const kept = new Map(stored.map(({ _id, status }) => [_id, status]));
    const differ = [...decided].filter(([id, pressed]) => kept.get(id) !== pressed);
    expect(differ.map(([id, pressed]) => `${id}: ${pressed} pressed, ${kept.get(id)} kept`)).to.deep.equal(
      [],
    );
    expect(kept.size).to.equal(decided.size);
  });

  it('has every press in the list of what was done, and draws no more rows than are looked at', async () => {
    const acts = await actsIn(code, world.clock.now());
    expect(acts.length).to.be.at.least(Math.min(QUESTIONS, 100));
    expect(acts.filter(({ undone }) => undone)).to.have.length(QUESTIONS > 150 ? 0 : 1);
    for (const list of ['screen', 'queue', 'done'])
      expect(await page.locator(`[data-list=${list}] > li`).count()).to.be.at.most(40);
    await page.locator('[data-trace]').click();
    await page.locator('[data-trace-list] form').first().waitFor();
  });

  it('finds a question by its words, without marks, and all again', async () => {
    const shown = () => page.locator('.console-card').allTextContents();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('hang bong trong lai');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.console-text')].every((each) => each.textContent.includes('Hàng Bông')),
    );
    expect((await shown()).length).to.be.greaterThan(0);
    await page.fill('#find', '');
    await page.locator('.console-text', { hasText: 'Đông Anh' }).first().waitFor();
  });

  it('says who else is at a question', async () => {
    const id = await people[0]!.ask('Ai trả lời câu này trước, thưa ông bà?');
    await page.locator(`#c-${id} a`).click();
    const chair = await (await person(browser, { address: world.address })).newPage();
    await chair.goto('/sign-in');
    await chair.fill('input[name=email]', on.chair.actor.email);
    await chair.fill('input[name=password]', on.chair.password);
    await chair.press('input[name=password]', 'Enter');
    await chair.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await chair.goto(`/dialogues/${code}/console?question=${id}`);
    await page.locator(`#c-${id} [data-part=looked-by]`, { hasText: on.chair.actor.name }).waitFor();
    await page.locator('[data-part=looked-by-too]').waitFor();
    await chair.locator(`#c-${id} [data-part=looked-by]`, { hasText: on.moderator.actor.name }).waitFor();
  });

  it('goes on with the next to screen when somebody else has approved the one that is looked at', async () => {
    const ids: string[] = [];
    for (const where of ['trường học', 'bến xe', 'chợ'])
      ids.push(await people[0]!.ask(`Bao giờ có đèn ở ${where}, thưa ông bà?`));
    const [first, second, third] = ids;
    await page.locator(`#c-${third}`).waitFor({ state: 'attached' });
    await page.locator(`#c-${first} a`).click();
    await page.locator(`#work[data-question="${first}"]`).waitFor();
    await approveQuestion(on.moderator.context(), code, first!);
    await page.locator(`[data-list=screen] #c-${first}`).waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await page.locator(`#work[data-question="${second}"]`).waitFor();
    await page.keyboard.press('j');
    await page.locator(`#work[data-question="${third}"]`).waitFor();
  });

  it('works at every width', async () => {
    for (const [width, height] of [
      [390, 844],
      [1280, 800],
      [1920, 1080],
      [320, 256],
    ] as const) {
      await page.setViewportSize({ width, height });
      await checkWidth(page);
      await checkAccessibility(page);
      await takeShot(page, `console-alone-${width}`);
    }
  });
});
