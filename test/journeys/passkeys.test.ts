import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { checkAccessibility, checkWidth, launchBrowser, person, takeShot } from '../support/browser.ts';
import { colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('passkeys, in a browser', function () {
  this.timeout(240_000);
  let world: World;
  let browser: Browser;
  /** Passkeys belong to a host name, never to an address in numbers. */
  let address: string;

  before(async () => {
    world = await startWorld();
    address = world.address.replace('127.0.0.1', 'localhost');
    world.app.site.publicUrl = address;
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function look(page: Page, name: string): Promise<void> {
    await takeShot(page, name);
    await checkAccessibility(page);
    await checkWidth(page);
  }

  it('are added with the finger on a phone, and let in without a password', async () => {
    const one = await colleague(world, 'coordinator', { language: 'vi' });
    const phone = await person(browser, { address, width: 390 });
    const page = await phone.newPage();
    const device = await phone.newCDPSession(page);
    await device.send('WebAuthn.enable');
    const options = { protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true } as const;
    const checks = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
    await device.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, ...checks } });

    await page.goto('/sign-in?to=/account');
    await page.fill('#email', one.actor.email);
    await page.fill('#password', one.password);
    await page.click('#sign-in button');
    await page.goto('/account/passkeys');
    await page.fill('#passkeyName', 'Điện thoại');
    await look(page, 'new-passkey-390');
    await page.click('main form:not([hidden]) button');
    await page.waitForURL('**/account?done=passkey-added');
    await look(page, 'account-passkeys-390');
    await page.goto('/account/passkeys');
    await page.fill('#passkeyName', 'Lần nữa');
    await page.click('main form:not([hidden]) button');
    await page.waitForSelector('[role=alert]:not([hidden])');

    await phone.clearCookies();
    await page.goto('/sign-in?to=/account');
    await page.waitForSelector('#passkey-sign-in:not([hidden])');
    await look(page, 'sign-in-passkey-390');
    await page.click('#passkey-sign-in button');
    await page.waitForURL('**/account');

    const still = await person(browser, { address, script: false });
    const plain = await still.newPage();
    await plain.goto('/sign-in');
    expect(await plain.isVisible('#passkey-sign-in'), 'no button that does nothing').to.equal(false);
    await takeShot(plain, 'sign-in-1280');
    await Promise.all([phone.close(), still.close()]);
  });
});
