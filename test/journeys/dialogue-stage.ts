import { expect } from 'chai';
import type { Browser, Locator, Page } from 'playwright-core';
import { person as atScreen } from '../support/browser.ts';
import type { Colleague } from '../support/people.ts';
import type { World } from '../support/world.ts';
import { Teller } from './story.ts';

interface Entry {
  staff?: Colleague;
  width?: number;
  script?: boolean;
}

/** The people of one dialogue, each at a screen of their own. */
export class Stage {
  readonly #world: World;
  readonly #browser: Browser;
  readonly #people = new Map<string, Teller>();

  constructor(world: World, browser: Browser) {
    this.#world = world;
    this.#browser = browser;
  }

  async enter(name: string, { staff, width = 1280, script = true }: Entry): Promise<Teller> {
    const context = await atScreen(this.#browser, { address: this.#world.address, width, script });
    const teller = await Teller.of(context, `dialogue-${name}`, script);
    this.#people.set(name, teller);
    if (staff) await teller.signIn(staff.actor.email, staff.password);
    return teller;
  }

  get moderator(): Teller {
    return this.#person('moderator');
  }
  get chair(): Teller {
    return this.#person('chair');
  }
  get head(): Teller {
    return this.#person('head');
  }
  get official(): Teller {
    return this.#person('official');
  }
  get viewer(): Teller {
    return this.#person('viewer');
  }
  get lan(): Teller {
    return this.#person('lan');
  }
  get minh(): Teller {
    return this.#person('minh');
  }
  get hoa(): Teller {
    return this.#person('hoa');
  }

  #person(name: string): Teller {
    const found = this.#people.get(name);
    if (!found) throw new Error(`${name} has not come yet`);
    return found;
  }

  /** Asks over the line, a minute after the one before, and waits until the server has it. */
  async ask({ page }: Teller, text: string): Promise<void> {
    this.#world.clock.moveBy(60_000);
    await page.fill('#ask-text', text);
    await page.locator('[data-ask] button').click();
    await page.locator('[data-own]', { hasText: text }).waitFor();
    expect(await page.inputValue('#ask-text')).to.equal('');
  }

  /** The moderator types what somebody says on the phone, and approves it. */
  async phone(text: string, by: string): Promise<void> {
    const { page } = this.moderator;
    await page.locator('#phone summary').click();
    await page.fill('#phone-text', text);
    await page.fill('#phone-by', by);
    await page.locator('#phone form button').click();
    await card(page, text, 'screen').locator('button:visible').click();
    await card(page, text, 'queue').waitFor();
    expect(await page.inputValue('#phone-text'), 'ready for the next caller').to.equal('');
  }

  /** The moderator gives a question to a unit of the panel. */
  async assign(text: string, unit: string): Promise<void> {
    const { page } = this.moderator;
    await card(page, text, 'queue').locator('a').click();
    await page.locator('[data-work] [data-part=text]', { hasText: text }).waitFor();
    await page.keyboard.press('g');
    await page.selectOption('#assign-unit', unit);
    await page.locator('details[data-tool=assign] button').click();
    await card(page, text, 'queue').locator('[data-part=unit]:not([hidden])').waitFor();
  }

  /** The official answers in writing at the desk. */
  async writeAnswer(question: string, text: string, reason = ''): Promise<void> {
    const { page } = this.official;
    const article = page.locator('article', { hasText: question });
    const form = article.locator('form[action$="/answer"]');
    if (!(await form.isVisible())) await article.locator('summary').click();
    await form.locator('[name=text]').fill(text);
    await form.locator('[name=reason]').fill(reason);
    await Promise.all([page.waitForNavigation(), form.locator('button[value=send]').click()]);
    await this.official.look();
  }

  /** A part of the minutes is written and saved where it stands. */
  async writePart(part: string, text: string): Promise<void> {
    const box = this.moderator.page.locator(`[data-part-box="${part}"]`);
    await box.locator('textarea').fill(text);
    await box.locator('button').click();
    await box.locator('[role=status]:not(:empty)').waitFor();
    expect(await box.locator('textarea').inputValue()).to.equal(text);
  }

  /** The unit answers the item that a question became. */
  async answerItem(item: string, text: string): Promise<void> {
    const { official, head } = this;
    await official.open(`/feedback/${item}`);
    const form = `form[action="/feedback/${item}/answer"]`;
    await official.page.check(`${form} [name=outcome][value=explained]`);
    await official.unfold('#answer-form');
    await official.page.fill(`${form} [name=text]`, text);
    await official.press(`${form} button[value=submit]`);
    const reason = official.page.locator(`${form} textarea[name=reason]`);
    if ((await reason.count()) > 0 && (await reason.isVisible())) {
      // The check has doubts: the official says why the answer is good.
      await reason.fill('Đã trao đổi với đơn vị trồng cây.');
      await official.press(`${form} button[value=submit]`);
    }
    await head.open(`/feedback/${item}`);
    const approval = `form[action="/feedback/${item}/answer-approval"]`;
    const override = head.page.locator(`${approval} [name=override]`);
    if ((await override.count()) > 0) await override.fill('Đã đọc lại, nội dung đúng.');
    await head.press(`${approval} button[type=submit]`);
    await this.#world.settled();
  }
}

/** A question in one of the lists of the console. */
export function card(page: Page, text: string, list: 'screen' | 'queue' | 'done'): Locator {
  return page.locator(`[data-list=${list}] > .console-card`, { hasText: text });
}

/** Opens the console and waits until it follows the room. */
export async function console_(teller: Teller, room: string): Promise<void> {
  await teller.open(`${room}/console`);
  await teller.page.locator('[data-line-state][data-state=up]').waitFor();
}

interface Registering {
  by: string;
  name?: string;
  email?: string;
}

export async function register(teller: Teller, room: string, who: Registering): Promise<void> {
  await teller.open(`${room}/register`);
  await teller.fill({ ...who });
  await teller.press('main form[action$="/register"] button[type=submit]');
}
