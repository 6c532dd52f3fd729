import type { BrowserContext, Page } from 'playwright-core';

/** What a job costs whoever does it by keys alone. */
export interface Cost {
  tabs: number;
  /** Links and buttons that were pressed: so many clicks it is with a mouse. */
  presses: number;
  /** Fields that were filled. */
  fields: number;
  loads: number;
  /** How far pages and panes were scrolled. */
  pixels: number;
}

const MOST_TABS = 150;

/** Runs in the page. Tells how far anything has been scrolled. */
const TELL_SCROLLS = `
  const places = new WeakMap();
  document.addEventListener('scroll', ({ target }) => {
    const place = target === document ? document.scrollingElement : target;
    window.tellScroll(Math.abs(place.scrollTop - (places.get(place) ?? 0)));
    places.set(place, place.scrollTop);
  }, true);`;

/** Somebody without a mouse, who knows where to go: each Tab is counted. */
export class Walker {
  readonly page: Page;
  readonly cost: Cost = { tabs: 0, presses: 0, fields: 0, loads: 0, pixels: 0 };

  private constructor(page: Page) {
    this.page = page;
  }

  static async of(context: BrowserContext): Promise<Walker> {
    const walker = new Walker(await context.newPage());
    await walker.page.exposeFunction('tellScroll', (by: number) => {
      walker.cost.pixels += Math.round(by);
    });
    await walker.page.addInitScript(TELL_SCROLLS);
    walker.page.on('domcontentloaded', () => walker.cost.loads++);
    return walker;
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** What a page says against a form. */
  async told(): Promise<string> {
    return (await this.page.locator('.error-summary').allInnerTexts()).join(' ');
  }

  /** Goes by Tab to the next that matches. @returns how many it took */
  async to(selector: string): Promise<number> {
    for (let tabs = 1; tabs <= MOST_TABS; tabs++) {
      await this.page.keyboard.press('Tab');
      this.cost.tabs++;
      if (await this.page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`))
        return tabs;
    }
    throw new Error(`${selector} of ${this.page.url()} is not reached by ${MOST_TABS} Tabs`);
  }

  /** By the link that skips the head of the page, and one more where a page has its own. */
  async skip(...links: string[]): Promise<number> {
    let tabs = 0;
    for (const link of ['.skip-link', ...links]) {
      tabs += await this.to(link);
      await this.page.keyboard.press('Enter');
    }
    return tabs;
  }

  async type(selector: string, text: string): Promise<void> {
    await this.to(selector);
    await this.page.keyboard.insertText(text);
    this.cost.fields++;
  }

  /** Presses a key on what has the focus. */
  async key(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    this.cost.presses++;
  }

  /** Follows a link or presses a button that leads to another page. */
  async enter(selector?: string): Promise<void> {
    if (selector) await this.to(selector);
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.key('Enter')]);
  }
}
