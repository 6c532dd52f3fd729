import { expect } from 'chai';
import { watcher } from '../support/live.ts';
import { PASSWORD } from '../support/people.ts';
import { Visitor } from '../support/visitor.ts';
import { type Program, startProgram } from './program.ts';

const EMAIL = 'ha@city.example';
/** Normalising this takes time with the square of its length. */
const MARKS = `a${'\u0323\u0301'.repeat(128_000)}`;

/** What strangers and ended sessions try, against the built program and from outside only. */
describe('the built program under attack', function () {
  this.timeout(90_000);
  let program: Program;
  let administrator: Visitor;

  before(async () => {
    // Without a mail server letters wait in the outbox, where an administrator reads them.
    program = await startProgram('start');
    await program.line(/^Ready on/);
    const [, link] = await program.line(/open (\S+) \(works once/);
    administrator = new Visitor(program.address);
    const { pathname } = new URL(link!);
    await administrator.get(pathname);
    const form = { name: 'Phạm Thu Hà', email: EMAIL, language: 'vi', password: PASSWORD };
    await administrator.submit(pathname, form);
    expect(administrator.last!.status, administrator.last!.text).to.equal(200);
  });
  after(() => program?.stop());

  async function post(body: unknown): Promise<{ status: number; size: number; milliseconds: number }> {
    const begun = performance.now();
    const response = await fetch(`${program.address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const size = (await response.text()).length;
    return { status: response.status, size, milliseconds: performance.now() - begun };
  }

  for (const [what, body] of [
    ['a heap of marks', { kind: 'feedback', subject: 'Xin hỏi', text: MARKS }],
    [
      '130,000 points',
      { kind: 'feedback', subject: 'Xin hỏi', text: 'Xin hỏi', points: Array(130_000).fill(1) },
    ],
    ['40,000 unknown keys', Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`k${at}`, 1]))],
  ] as const)
    it(`refuses ${what} at once, in a short reply`, async () => {
      const { status, size, milliseconds } = await post(body);
      expect(status).to.be.oneOf([400, 413, 422]);
      expect(size).to.be.below(20_000);
      // On the code before 4.9 to 33 seconds.
      expect(milliseconds).to.be.below(3_000);
    });

  it('refuses a receipt key that is a heap of marks', async () => {
    const visitor = new Visitor(program.address);
    await visitor.get('/track');
    const begun = performance.now();
    await visitor.submit('main form[action="/track"]', {
      code: 'PA-2026-000001',
      key: MARKS.slice(0, 100_000),
    });
    expect(visitor.last!.status).to.be.oneOf([413, 422]);
    expect(performance.now() - begun).to.be.below(3_000);
  });

  it('lets a known browser sign in after wrong passwords of somebody else', async () => {
    const stranger = new Visitor(program.address);
    for (let tries = 0; tries < 35; tries++) {
      await stranger.get('/sign-in');
      await stranger.submit('main form[action="/sign-in"]', {
        email: EMAIL,
        password: `wrong password ${tries}`,
      });
    }
    expect(stranger.last!.status, 'the stranger is held up').to.equal(429);
    await administrator.get('/account');
    await administrator.submit('/sign-out');
    await administrator.get('/sign-in');
    await administrator.submit('main form[action="/sign-in"]', { email: EMAIL, password: PASSWORD });
    expect((await administrator.get('/account')).status).to.equal(200);
    expect(administrator.last!.path).to.equal('/account');
  });

  it('shows administrators no link that opens something, in no letter of the outbox', async () => {
    const sender = new Visitor(program.address);
    await sender.get('/feedback/new?regulation=birth-registration');
    await sender.submit('main form[method=post]', {
      step: 'send',
      subject: 'Chưa nhận được giấy khai sinh',
      text: 'Tôi nộp hồ sơ khai sinh và chưa nhận được kết quả. Khi nào tôi nhận được?',
      ward: '',
      name: 'Nguyễn Văn Bình',
      email: 'binh@mail.example',
    });
    expect(sender.last!.$('.big-code').length, sender.last!.text).to.be.greaterThan(0);
    await administrator.get('/accounts/new');
    await administrator.submit('/accounts/new', {
      name: 'Đỗ Minh',
      language: 'vi',
      email: 'minh@city.example',
      roles: 'coordinator',
    });
    const letters = await outboxWith(2);
    for (const href of letters) {
      const { html } = await administrator.get(href);
      expect(html, href).not.to.match(/\/(open|invitation|password-reset)\/[\w-]{20,}/);
    }
  });

  it('ends the live lines and the tokens of whoever signs out everywhere', async () => {
    await administrator.get('/account/tokens/new');
    await administrator.submit('/account/tokens', { tokenName: 'Thử', scopes: 'read', days: '30' });
    const token = administrator.last!.$('code').first().text().trim();
    const ask = () =>
      fetch(`${program.address}/api/v1/feedback`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status, 'before').to.equal(200);
    const line = await watcher(administrator);
    const ended = new Promise((resolve) => line.socket.once('disconnect', resolve));
    await administrator.get('/account/sign-out-everywhere');
    await administrator.submit('main form[action="/account/sign-out-everywhere"]');
    await ended;
    expect((await ask()).status, 'after').to.equal(401);
  });

  /** Links of the letters, once so many stand in the outbox. */
  async function outboxWith(count: number): Promise<string[]> {
    for (let looks = 0; looks < 300; looks++) {
      const { $ } = await administrator.get('/outbox');
      const links = $('main a[href^="/outbox/"]')
        .toArray()
        .map((link) => $(link).attr('href')!);
      if (new Set(links).size >= count) return [...new Set(links)];
    }
    throw new Error(`fewer than ${count} letters: ${administrator.last!.text}`);
  }
});
