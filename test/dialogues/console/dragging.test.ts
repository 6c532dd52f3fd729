import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { approveQuestion, rejectQuestion } from '../../../server/dialogues/index.ts';
import { launchBrowser, person } from '../../support/browser.ts';
import { startWorld, type World } from '../../support/world.ts';
import { type Participant, questionNow, type Scene, scene } from '../scene.ts';

describe('merging by dragging one row of the console onto another', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;
  let on: Scene;
  let code: string;
  let page: Page;
  let asker: Participant;
  let waiting: string;
  let first: string;
  let second: string;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    on = await scene(world);
    code = await on.session('live');
    asker = await on.participant(code);
    first = await ask('Bao giờ cây đổ ở phố Lò Đúc được dọn?');
    second = await ask('Khi nào dọn cây đổ trên phố Lò Đúc?');
    waiting = await ask('Ai dọn cây ở phố Lò Đúc sau bão?');
    for (const id of [first, second]) await approveQuestion(on.moderator.context(), code, id);
    await world.settled();
    page = await (await person(browser, { address: world.address })).newPage();
    await page.goto('/sign-in');
    await page.fill('input[name=email]', on.moderator.actor.email);
    await page.fill('input[name=password]', on.moderator.password);
    await page.press('input[name=password]', 'Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await page.goto(`/dialogues/${code}/console`);
    await page.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function ask(text: string): Promise<string> {
    world.clock.moveBy(3_000);
    return asker.ask(text);
  }

  async function middle(selector: string): Promise<[number, number]> {
    const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
    return [x + width / 2, y + height / 2];
  }

  /** Takes a row by its words, once it stands still, and holds it over something. */
  async function drag(id: string, over: string): Promise<void> {
    await world.settled();
    await page.locator(`#c-${id} .console-text`).hover();
    await page.mouse.down();
    await page.mouse.move(...(await middle(over)), { steps: 5 });
    // What was heard of meanwhile may have moved the row away from under the pointer: a person takes it again.
    if (await page.locator('.drag-hint').isVisible()) return;
    await page.mouse.up();
    await drag(id, over);
  }

  const status = async (id: string) => (await questionNow(id)).status;
  const hint = () => page.locator('.drag-hint').innerText();

  it('merges one that waits into one of the queue, by the request of the button, and undoes it', async () => {
    await drag(waiting, `#c-${first} .console-text`);
    expect(await hint()).to.contain('Gộp vào: Bao giờ cây đổ');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.mouse.up();
    const request = await sent;
    expect(new URL(request.url()).pathname).to.equal(`/dialogues/${code}/questions/${waiting}/merging`);
    expect(new URLSearchParams(request.postData()!).get('into')).to.equal(first);
    await page.locator(`[data-list=done] #c-${waiting}`).waitFor({ state: 'attached' });
    expect([await status(waiting), (await questionNow(waiting)).into]).to.deep.equal(['merged', first]);
    expect(new URL(page.url()).search, 'the row was not pressed').to.equal('');
    await page.locator('[data-part=undo]', { hasText: 'sau bão' }).waitFor();
    await page.keyboard.press('u');
    await page.locator(`[data-list=screen] #c-${waiting}`).waitFor({ state: 'attached' });
    expect(await status(waiting)).to.equal('pending');
  });

  it('goes on with the next question when the one that is looked at was dragged', async () => {
    await page.locator(`#c-${second} a`).click();
    await page.locator(`#work[data-question="${second}"]`).waitFor();
    await drag(second, `#c-${first}`);
    await page.mouse.up();
    await page.locator(`#work:not([data-question="${second}"])`).waitFor();
    expect(await status(second)).to.equal('merged');
    await page.keyboard.press('u');
    await page.locator(`[data-list=queue] #c-${second}`).waitFor({ state: 'attached' });
  });

  it('does nothing over what is no question, on its own row, and after Escape; a press still selects', async () => {
    await drag(second, '.console-bar');
    expect(await hint()).to.contain('Thả vào câu hỏi khác');
    await page.mouse.up();
    await drag(second, `#c-${first}`);
    await page.mouse.move(...(await middle(`#c-${second}`)), { steps: 5 });
    await page.mouse.up();
    await drag(second, `#c-${first}`);
    await page.keyboard.press('Escape');
    await page.locator('.drag-hint').waitFor({ state: 'detached' });
    await page.mouse.up();
    expect(await page.locator('.is-target, .is-dragged, .is-dragging').count()).to.equal(0);
    await page.locator(`#c-${first} a`).click();
    await page.locator(`#work[data-question="${first}"]`).waitFor();
    expect([await status(first), await status(second)]).to.deep.equal(['approved', 'approved']);
  });

  it('says why it was refused', async () => {
    await page.route('**/merging', async (route) => {
      // Somebody else was faster, and the page has not heard of it.
      await rejectQuestion(on.chair.context(), code, first, { reason: 'off-topic', note: 'Ngoài chủ đề.' });
      await route.continue();
    });
    await drag(second, `#c-${first}`);
    await page.mouse.up();
    await page.locator('.console-told [role=alert]').waitFor();
    expect(await page.locator('.console-told [role=alert]').innerText()).to.match(/\S+ \S+/);
    expect(await status(second)).to.equal('approved');
  });
});
