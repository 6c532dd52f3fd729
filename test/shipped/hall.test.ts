import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { projectFile } from '../../server/platform/project-files.ts';
import { launchBrowser, person } from '../support/browser.ts';
import { PASSWORD } from '../support/people.ts';
import { Visitor } from '../support/visitor.ts';
import { freePort, type Program, startProgram } from './program.ts';

interface LiveSession {
  code: string;
  /** Of its moderator. */
  email: string;
  /** The first is being answered, the others wait. */
  asked: { id: string; text: string }[];
}

const environment = { SESSION_SECRET: 'a secret for tests only, thirty-two characters' };
/** Longer than the page waits before it looks whether it can be loaded anew. */
const A_WHILE_MS = 20_000;

const MINUTE_MS = 60_000;

const inHanoi = (moment: number) =>
  new Date(moment).toLocaleTimeString('vi', {
    ...{ hour: '2-digit', minute: '2-digit' },
    timeZone: 'Asia/Ho_Chi_Minh',
  });

/** Nobody stands beside the screen of a hall: whatever its server does, it comes back without being touched. */
describe('the screen of a hall while the built program is killed', function () {
  this.timeout(180_000);
  let folder: string;
  let port: number;
  let session: LiveSession;
  let browser: Browser;
  let program: Program;
  let hall: Page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'city-hall-'));
    port = await freePort();
    session = JSON.parse(
      execFileSync(
        process.execPath,
        ['--import', 'tsx', 'test/shipped/write-live-session.ts', join(folder, 'data/store')],
        { cwd: projectFile('.'), env: { ...process.env, ...environment }, encoding: 'utf8' },
      ),
    ) as LiveSession;
    browser = await launchBrowser();
    program = await started();
    hall = await (await person(browser, { address: program.address, width: 1920 })).newPage();
    await hall.clock.install();
    await hall.goto(`/dialogues/${session.code}/screen`);
    await state('up');
  });
  after(async () => {
    await browser?.close();
    await program?.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  async function started(data = 'data'): Promise<Program> {
    program = await startProgram('start', { environment, directory: join(folder, data), port });
    await program.line(/^Ready on/);
    return program;
  }

  const state = (wanted: 'up' | 'down' | 'closed') =>
    hall.locator(`[data-line-state][data-state=${wanted}]`).waitFor({ state: 'attached' });
  const text = (selector: string) => hall.locator(selector).innerText();

  /** Question of the moment, time, place in the agenda, and the queue. */
  async function shows(now: string, waiting: string[]): Promise<void> {
    await hall.locator('[data-part=now-text]', { hasText: now }).waitFor();
    expect(await hall.locator('.wall-queue .wall-text').allInnerTexts()).to.deep.equal(waiting);
    expect(await text('[data-clock]')).to.be.oneOf([Date.now() - MINUTE_MS, Date.now()].map(inHanoi));
    expect(await text('[data-agenda-time]')).to.match(/^\d+\/90 phút$/);
    expect(await text('.wall-head')).to.contain('Hỏi và đáp');
  }

  /** By the buttons of the console, as on another machine. */
  async function takeNext(): Promise<void> {
    const moderator = new Visitor(program.address);
    await moderator.get('/sign-in');
    await moderator.submit('form[action="/sign-in"]', { email: session.email, password: PASSWORD });
    await moderator.get(`/dialogues/${session.code}/console`);
    await moderator.submit('[data-part=now-next]');
    expect(moderator.last!.status, moderator.last!.text).to.equal(200);
  }

  it('says that the line is down, keeps what it shows, and follows again once the program is back', async () => {
    const [first, second, third] = session.asked.map(({ text }) => text) as [string, string, string];
    await shows(first, [second, third]);
    await program.stop('SIGKILL');
    await state('down');
    await shows(first, [second, third]);
    await started();
    await state('up');
    await shows(first, [second, third]);
    await takeNext();
    await shows(second, [first, third]);
  });

  it('comes back after a program that did not know the session, and after none', async () => {
    const [first, second, third] = session.asked.map(({ text }) => text) as [string, string, string];
    await program.stop('SIGKILL');
    await state('down');
    await started('empty');
    await state('closed');
    await program.stop('SIGKILL');
    await hall.clock.fastForward(A_WHILE_MS);
    await started();
    await hall.clock.fastForward(A_WHILE_MS);
    await state('up');
    await shows(second, [first, third]);
  });

  it('comes back when the program was killed while the page was on its way', async () => {
    const cut = new Promise<void>((resolve) => {
      // The part that talks to the program.
      void hall.route(
        '**/assets/screen-*.js',
        async (route) => {
          await program.stop('SIGKILL');
          await route.abort();
          resolve();
        },
        { times: 1 },
      );
    });
    await hall.reload();
    await cut;
    await started();
    // Until then the page as it came, which is not live.
    await hall.clock.fastForward(A_WHILE_MS);
    await state('up');
    await takeNext();
    const [first, second, third] = session.asked.map(({ text }) => text) as [string, string, string];
    await shows(first, [second, third]);
  });
});
