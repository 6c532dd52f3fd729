import type { BrowserContext, Page } from 'playwright-core';
import { checkAccessibility, checkWidth, takeShot } from '../support/browser.ts';

/** A page of one person, looked at after every step: axe, width, and a picture if wanted. */
export class Teller {
  readonly page: Page;
  readonly #name: string;
  readonly #axe: boolean;
  #step = 0;

  private constructor(page: Page, name: string, axe: boolean) {
    this.page = page;
    this.#name = name;
    this.#axe = axe;
  }

  static async of(context: BrowserContext, name: string, axe = true): Promise<Teller> {
    return new Teller(await context.newPage(), name, axe);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.look();
  }

  /** Presses a button or link and waits for the page that follows. */
  async press(selector: string): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.page.click(selector)]);
    await this.look();
  }

  async fill(fields: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(fields))
      await this.page.fill(`main [name="${name}"]:not([type=hidden])`, value);
  }

  /** Opens what is folded in a part of the page, to write there. */
  async unfold(selector: string): Promise<void> {
    await this.page.locator(`${selector} details`).evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '');
    });
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.open('/sign-in');
    await this.fill({ email, password });
    await this.press('main form[action="/sign-in"] button[type=submit]');
  }

  /** The words of the main part. */
  async read(): Promise<string> {
    return ((await this.page.textContent('main')) ?? '').replace(/\s+/g, ' ');
  }

  async look(): Promise<void> {
    this.#step++;
    if (!this.#axe) return;
    await checkAccessibility(this.page);
    await checkWidth(this.page);
    await takeShot(this.page, `${this.#name}-${String(this.#step).padStart(2, '0')}`);
  }
}
