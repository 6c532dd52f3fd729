import { expect } from 'chai';
import { submitFeedback } from '../../server/feedback/index.ts';
import { type Context, LANGUAGES, type Language } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { item } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';

describe('home and the pages about the site', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  function visitorIn(language: Language) {
    const visitor = world.visitor();
    visitor.language = language;
    return visitor;
  }

  function submit(subject: string): Promise<{ code: string }> {
    const context: Context = {
      site: world.app.site,
      actor: { kind: 'visitor', holds: [] },
      now: world.clock.now(),
      language: 'vi',
      requestId: 'test',
    };
    const input = {
      kind: 'feedback' as const,
      regulation: 'birth-registration',
      subject,
      text: 'Tôi đã nộp đủ giấy tờ từ ba tuần trước mà chưa được hẹn ngày trả kết quả.',
      senderKind: 'citizen' as const,
      name: 'Nguyễn Thị Hoa',
      email: 'hoa@example.org',
      language: 'vi' as const,
      publishText: true,
    };
    return submitFeedback(context, input, { channel: 'web' });
  }

  for (const language of LANGUAGES) {
    const t = translator(language);

    it(`opens the three doors in ${language}, and no other`, async () => {
      const { $, status } = await visitorIn(language).get('/');
      expect(status).to.equal(200);
      expect($('html').attr('lang')).to.equal(language);
      expect($('h1').text()).to.equal(t('home.show.title'));
      const doors = $('.door')
        .toArray()
        .map((door) => $(door).attr('href'));
      expect(doors).to.deep.equal(['/feedback/new', '/track', '/dialogues']);
    });

    for (const name of ['about', 'privacy', 'accessibility'])
      it(`shows /${name} in ${language}, with nothing left untranslated`, async () => {
        const { $, status, text } = await visitorIn(language).get(`/${name}`);
        expect(status).to.equal(200);
        expect($('h1').text()).to.equal(t(`home.${name}.title`));
        expect($('title').text()).to.contain(t(`home.${name}.title`));
        expect(text).to.not.match(/\b(home|site|calendar|menu)\.[a-z]+/);
        expect(text).to.not.contain('{{');
      });
  }

  it('finds what was typed into the search box', async () => {
    const visitor = world.visitor();
    await visitor.get('/');
    const { path, text } = await visitor.submit('form.search', { q: 'khai sinh' });
    expect(path).to.match(/^\/feedback\/new\?q=khai/);
    expect(text).to.contain('Đăng ký khai sinh');
  });

  it('shows the deadlines in force, with the text each rests on', async () => {
    const { $ } = await visitorIn('en').get('/about');
    const rows = $('tbody tr')
      .toArray()
      .map((row) => $(row).text().replace(/\s+/g, ' ').trim());
    expect(rows).to.have.length(3);
    expect(rows[0]).to.match(/5 working days.*Decree 20\/2008/);
    expect(rows[1]).to.match(/8 working hours.*Decision 1207/);
    expect(rows[2]).to.match(/10 working days/);
  });

  it('sets no cookie for those who only read, and remembers a chosen language', async () => {
    const visitor = world.visitor();
    for (const path of ['/', '/about', '/privacy', '/feedback']) await visitor.get(path);
    expect([...visitor.cookies.keys()]).to.deep.equal([]);
    await visitor.get('/about');
    const { $, path } = await visitor.get('/language/ru?to=%2Fabout');
    expect(path).to.equal('/about');
    expect($('html').attr('lang')).to.equal('ru');
    expect([...visitor.cookies.keys()]).to.deep.equal(['language']);
  });

  it('leads nowhere else through the language link', async () => {
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const { path } = await world.visitor().get(`/language/en?to=${encodeURIComponent(to)}`);
      expect(path, to).to.equal('/');
    }
  });

  it('keeps the page of components out of a real city', async () => {
    const { status } = await world.visitor().get('/demo/components');
    expect(status).to.equal(404);
  });

  it('has no dead end: every link of the frame and the home page opens', async () => {
    const visitor = world.visitor();
    const { $ } = await visitor.get('/');
    const hrefs = new Set(
      $('a[href^="/"]')
        .toArray()
        .map((link) => $(link).attr('href')!),
    );
    for (const href of hrefs) expect((await visitor.get(href)).status, href).to.equal(200);
  });

  it('counts what is open and overdue, and each number opens the list it counts', async () => {
    const { code } = await submit('Chậm trả kết quả khai sinh');
    await submit('Phải đi lại nhiều lần khi khai sinh');
    const visitor = world.visitor();
    const numbers = async () => {
      await world.settled();
      const { $ } = await visitor.get('/');
      return $('.figure-number')
        .toArray()
        .map((number) => $(number).text());
    };
    expect(await numbers()).to.deep.equal(['2', '0', '0', '0']);
    await world.advance({ days: 40 });
    expect(await numbers()).to.deep.equal(['2', '0', '0', '2']);
    for (const [figure, count] of [
      ['open', 2],
      ['answered', 0],
      ['in-time', 0],
      ['overdue', 2],
    ] as const) {
      const { $, text } = await visitor.get(`/feedback?status=${figure}`);
      expect($('.rows > .row').length, figure).to.equal(count);
      if (count) expect(text).to.contain(code);
    }
  });

  it('shows what is being answered, what is due first on top, and what was answered last', async () => {
    const answeredFirst = await item(world, { status: 'answered' });
    await world.advance({ days: 1 });
    const later = await item(world, { status: 'assigned' });
    const hidden = await item(world, { status: 'assigned', input: { publishText: false } });
    const answeredLast = await item(world, { status: 'answered' });
    await world.settled();
    const { $, text } = await world.visitor().get('/');
    const codes = (section: string) =>
      $(`section[aria-labelledby=${section}] .code`)
        .toArray()
        .map((code) => $(code).text());
    expect(codes('answered-title')).to.deep.equal([answeredLast.code, answeredFirst.code]);
    expect(codes('underway-title')).to.deep.equal([later.code]);
    expect(text).not.to.contain(hidden.code);
    expect($('.asked-most a').attr('href')).to.equal('/regulations/tree-felling-permit');
  });
});
