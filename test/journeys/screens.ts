import type { Browser } from 'playwright-core';
import { approveAnswer, assignFeedback, submitAnswer } from '../../server/feedback/index.ts';
import type { Language } from '../../server/platform/context.ts';
import { person as atScreen, checkWidth, launchBrowser } from '../support/browser.ts';
import { castOf, type Item, UNIT } from '../support/factories.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { Teller } from './story.ts';

const PHONE_WIDTH = 390;

/** The languages of the pages, Vietnamese first. */
export const TOLD_IN: readonly Language[] = ['vi', 'en', 'ru'];

/** What a sender writes, in each language. */
export const WORDS: Record<string, { subject: string; text: string; reason: string }> = {
  vi: {
    subject: 'Cây lớn trước nhà sắp đổ',
    text: 'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa, cành khô rơi xuống vỉa hè.',
    reason: 'Đây là phản ánh về thủ tục cắt tỉa cây, không phải đơn khiếu nại.',
  },
  en: {
    subject: 'A large tree is about to fall',
    text: 'The tree in front of our house leans since the rain, and dry branches fall on the pavement.',
    reason: 'This is feedback about the procedure for felling a tree, it is no complaint.',
  },
  ru: {
    subject: 'Большое дерево вот-вот упадёт',
    text: 'Дерево перед нашим домом накренилось после дождя, сухие ветки падают на тротуар.',
    reason: 'Это замечание о процедуре обрезки деревьев, а не жалоба.',
  },
};

/** A city with a browser for one journey, and its people each at a screen of their own. */
export class Screens {
  readonly world: World;
  readonly #browser: Browser;
  readonly #name: string;

  private constructor(name: string, world: World, browser: Browser) {
    this.#name = name;
    this.world = world;
    this.#browser = browser;
  }

  static async of(name: string): Promise<Screens> {
    const world = await startWorld();
    return new Screens(name, world, await launchBrowser());
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.world.stop();
  }

  /** Somebody from outside at a telephone without script, which axe would need. */
  async outside(language: Language): Promise<Teller> {
    const { address } = this.world;
    const context = await atScreen(this.#browser, { address, language, width: PHONE_WIDTH, script: false });
    return Teller.of(context, `${this.#name}-${language}`, false);
  }

  /** The sender of an item at such a telephone, known by the receipt key. */
  async senderOf({ code, key }: Item, language: Language): Promise<Teller> {
    const sender = await this.outside(language);
    await sender.open('/track');
    await sender.fill({ code, key });
    await sender.press('main form[action="/track"] button[type=submit]');
    return sender;
  }

  /** Staff at a telephone: with script, and each page looked at with axe. */
  async desk(who: Colleague, language: Language, script = true): Promise<Teller> {
    const { address } = this.world;
    const context = await atScreen(this.#browser, { address, language, width: PHONE_WIDTH, script });
    const teller = await Teller.of(context, `${this.#name}-desk-${language}`, script);
    await teller.signIn(who.actor.email, who.password);
    return teller;
  }

  coordinator(language: Language): Promise<Colleague> {
    return colleague(this.world, 'coordinator', { language });
  }

  /** Answers an item that has come to the office of UNIT, by its official and its head. */
  async answer(code: string, text: string): Promise<void> {
    const cast = await castOf(this.world);
    const [writer, boss] = [await cast.inUnit('official', UNIT), await cast.inUnit('head', UNIT)];
    const { id, name } = writer.actor;
    await assignFeedback(boss.context(), code, { id, name });
    await submitAnswer(writer.context(), code, { outcome: 'accepted', text, reason: 'Việc đơn giản.' });
    await approveAnswer(boss.context(), code, { override: 'Đã trao đổi với người gửi.' });
    await this.world.settled();
  }
}

/** Opens the fold in which a form stands, as a person does: by its summary. */
export async function openFold(teller: Teller, form: string): Promise<void> {
  const fold = teller.page.locator(`details:has(> ${form})`);
  if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click();
}

/** Ends somebody's screen; the page that stands there last is not too wide. */
export async function leave(...tellers: Teller[]): Promise<void> {
  for (const { page } of tellers) {
    await checkWidth(page);
    await page.context().close();
  }
}
