import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';
import { launchBrowser, person } from '../support/browser.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { PASSWORD } from '../support/people.ts';
import { Visitor } from '../support/visitor.ts';
import { type Program, startProgram } from './program.ts';

const UNIT = 'dept-justice';

/** `npm start` on an empty folder, used from outside only: no test may reach into it. */
describe('the built program on an empty store', function () {
  this.timeout(90_000);
  let program: Program;
  let letters: Mailbox;

  before(async () => {
    letters = await openMailbox();
    program = await startProgram('start', { environment: { SMTP_URL: letters.url } });
    await program.line(/^Ready on/);
  });
  after(async () => {
    await program?.stop();
    await letters?.close();
  });

  const visitor = () => new Visitor(program.address);
  const status = async (path: string) => (await fetch(program.address + path)).status;

  it('answers at every address that README, header and footer name', async () => {
    const readme = readFileSync(projectFile('README.md'), 'utf8');
    const named = [...readme.matchAll(/`(\/[a-z][\w/.-]*)`/g)].map(([, path]) => path!);
    expect(named).to.include('/api/v1/openapi.json');
    const { $ } = await visitor().get('/');
    const linked = $('header a, footer a, main a')
      .toArray()
      .map((link) => $(link).attr('href')!)
      .filter((href) => href.startsWith('/'));
    expect(linked).to.include('/about').and.to.include('/feedback/new');
    for (const path of new Set([...named, ...linked, '/health/ready', '/sign-in']))
      expect(await status(path), path).to.equal(200);
  });

  it('answers every reading call of the API that needs no name', async () => {
    const described = (await (await fetch(`${program.address}/api/v1/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const paths = Object.keys(described.paths).filter(
      (path) => described.paths[path]!['get'] && !/[{]/.test(path),
    );
    expect(paths.length).to.be.greaterThan(4);
    for (const path of paths) expect(await status(`/api/v1${path}`), path).to.be.oneOf([200, 401]);
  });

  it('runs its script in a browser without an error', async () => {
    const browser = await launchBrowser();
    const context = await person(browser, { address: program.address });
    const page = await context.newPage();
    const told: string[] = [];
    page.on('console', (message) => message.type() === 'error' && told.push(message.text()));
    page.on('pageerror', (error) => told.push(error.message));
    page.on(
      'response',
      (response) => response.status() >= 400 && told.push(`${response.status()} ${response.url()}`),
    );
    for (const path of ['/', '/feedback/new', '/feedback', '/track', '/dialogues', '/sign-in'])
      await page.goto(path, { waitUntil: 'networkidle' });
    await browser.close();
    expect(told).to.deep.equal([]);
  });

  it('goes from the set-up link by invitations to a published answer', async () => {
    const administrator = await setUp();
    const people = {
      coordinator: await invited(administrator, { roles: 'coordinator' }),
      official: await invited(administrator, { roles: 'official', units: UNIT }),
      head: await invited(administrator, { roles: 'head', units: UNIT }),
    };

    const sender = visitor();
    await sender.get('/feedback/new?regulation=birth-registration');
    await sender.submit('main form[method=post]', {
      step: 'send',
      subject: 'Chưa nhận được giấy khai sinh',
      text: 'Tôi nộp hồ sơ khai sinh ngày 16/11 và chưa nhận được kết quả. Khi nào tôi nhận được giấy khai sinh?',
      ward: '',
      name: 'Nguyễn Văn Bình',
      email: 'binh@mail.example',
    });
    const [code, key] = sender
      .last!.$('.big-code')
      .toArray()
      .map((each) => sender.last!.$(each).text().trim());
    expect(code, sender.last!.text).to.match(/^PA-\d{4}-\d{6}$/);
    expect((await letters.first('binh@mail.example')).subject).to.contain(code);

    const { coordinator, official, head } = people;
    await coordinator.get(`/feedback/${code}`);
    await coordinator.submit(`/feedback/${code}/acceptance`, { text: 'Chưa nhận được kết quả khai sinh.' });
    await coordinator.get(`/feedback/${code}`);
    await coordinator.submit(`/feedback/${code}/routing`, { unit: UNIT });
    expect(coordinator.last!.status, coordinator.last!.text).to.equal(200);

    const text =
      'Giấy khai sinh của cháu đã ký; ông nhận tại quầy số 3 trước 17 giờ ngày mai, không cần nộp thêm giấy tờ.';
    await official.get(`/feedback/${code}`);
    const form = official.last!.$(`form[action="/feedback/${code}/answer"]`);
    const boxes = form.find('textarea[name^=point-], textarea[name=text]').toArray();
    const typed = Object.fromEntries(boxes.map((box) => [official.last!.$(box).attr('name')!, text]));
    const outcomes = form.find('select[name$=-outcome]').toArray();
    const chosen = Object.fromEntries(
      outcomes.map((box) => [official.last!.$(box).attr('name')!, 'explained']),
    );
    await official.submit(`/feedback/${code}/answer`, {
      ...typed,
      ...chosen,
      outcome: 'explained',
      facts: 'Đã xem sổ hộ tịch.',
      contactPerson: 'Trần Thu Hà',
      contactReach: '024 3000 0123',
      reason: 'Đã gọi cho người gửi.',
      step: 'submit',
    });
    expect(official.last!.status, official.last!.text).to.equal(200);

    await head.get(`/feedback/${code}`);
    await head.submit(`/feedback/${code}/answer-approval`, { override: 'Đã đọc lại, nội dung đúng.' });
    expect(head.last!.status, head.last!.text).to.equal(200);

    const stranger = visitor();
    expect((await stranger.get(`/feedback/${code}`)).text).to.contain(text);
    await stranger.get('/track');
    await stranger.submit('/track', { code: code!, key: key! });
    expect(stranger.last!.text).to.contain('Tôi nộp hồ sơ khai sinh ngày 16/11');
  });

  it('ends by itself at SIGTERM, and tells of no error', async () => {
    const begun = Date.now();
    await program.stop();
    expect(Date.now() - begun).to.be.below(10_000);
    expect(program.lines.filter((line) => /"level":(50|60)/.test(line))).to.deep.equal([]);
  });

  async function setUp(): Promise<Visitor> {
    const [, link] = await program.line(/open (\S+) \(works once/);
    const administrator = visitor();
    const { pathname } = new URL(link!);
    await administrator.get(pathname);
    await administrator.submit(pathname, {
      name: 'Phạm Thu Hà',
      email: 'ha@city.example',
      language: 'vi',
      password: PASSWORD,
    });
    expect(administrator.last!.status, administrator.last!.text).to.equal(200);
    return administrator;
  }

  async function invited(
    administrator: Visitor,
    fields: { roles: string; units?: string },
  ): Promise<Visitor> {
    const email = `${fields.roles}@city.example`;
    await administrator.get('/accounts/new');
    await administrator.submit('/accounts/new', { name: 'Đỗ Minh', language: 'vi', email, ...fields });
    const letter = await letters.first(email);
    const [path] = /\/invitation\/[\w-]+/.exec(letter.text)!;
    const one = visitor();
    await one.get(path);
    await one.submit(path, { password: PASSWORD, language: 'vi' });
    expect(one.last!.status, one.last!.text).to.equal(200);
    return one;
  }
});
