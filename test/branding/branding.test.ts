import { expect } from 'chai';
import { branded } from '../../server/branding/current.ts';
import { Brand } from '../../server/branding/model.ts';
import { colourFault, halfTexts, stylesOf } from '../../server/branding/rules.ts';
import { loosenFiles } from '../../server/platform/files/index.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { type Person, person } from '../support/people.ts';
import { png } from '../support/sample-files.ts';
import { startWorld, type World } from '../support/world.ts';

describe('a colour', () => {
  it('is taken when white on it and itself on light ground can be read', () => {
    expect(['#14603d', '#003366', '#8b0000', '#000000'].map(colourFault)).to.deep.equal(
      Array(4).fill(undefined),
    );
  });

  it('is refused with what it has', () => {
    expect(colourFault('#ffd700')).to.deep.include({ on: 'white-text' });
    expect(colourFault('#767676')!.ratio).to.be.within(3.5, 4.49);
  });

  it('is lightened for dark ground', () => {
    const dark = /dark\)\{:root\{--accent:(#[0-9a-f]{6})/.exec(stylesOf('#003366'))![1]!;
    expect(Number.parseInt(dark.slice(5), 16)).to.be.above(0xa0);
  });

  it('stands beside texts that are there in all languages or in none', () => {
    expect(halfTexts({ a: { vi: 'x' }, b: {}, c: { vi: 'x', en: 'y', ru: 'z' } })).to.deep.equal([
      'a-en',
      'a-ru',
    ]);
  });
});

describe('the brand of a site', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;
  const PATH = '/administration/branding';
  const names = {
    ...{ 'siteName-vi': 'Góp ý Đà Nẵng', 'siteName-en': 'Da Nang listens', 'siteName-ru': 'Дананг слушает' },
    ...{ 'contact-vi': 'Gọi 1022', 'contact-en': 'Call 1022', 'contact-ru': 'Звоните 1022' },
    ...{ 'city-vi': 'Đà Nẵng', 'city-en': 'Da Nang', 'city-ru': 'Дананг' },
  };

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world?.stop());

  async function fill(fields: Record<string, string | string[]>) {
    await administrator.visitor.get(PATH);
    return administrator.visitor.submit('#set-brand', fields);
  }

  it('refuses a colour that cannot be read, and a text in one language, and keeps what was typed', async () => {
    const pale = await fill({ ...names, accent: '#ffd700' });
    expect(pale.status).to.equal(422);
    expect(pale.text).to.contain('khó đọc: tương phản');
    expect(pale.$('[id="siteName-vi"]').attr('value')).to.equal('Góp ý Đà Nẵng');
    expect((await fill({ ...names, 'siteName-ru': '' })).status).to.equal(422);
    expect((await fill({ ...names, accent: 'red' })).status).to.equal(422);
  });

  it('stands on pages, in their style and in letters, after a preview', async () => {
    const seen = await fill({ ...names, accent: '#003366', languages: ['vi', 'en'] });
    expect(seen.text).to.contain('Da Nang listens');
    expect(branded().number).to.equal(1);
    await administrator.visitor.submit('#confirm-brand', { confirmed: 'yes' });
    const home = await world.visitor().get('/');
    expect(home.$('.site-name').text()).to.contain('Góp ý Đà Nẵng');
    expect(home.$('title').text()).to.contain('Góp ý Đà Nẵng');
    expect(home.$('footer').text()).to.contain('Gọi 1022');
    expect(home.$('link[href^="/brand.css"]')).to.have.length(1);
    const css = await (await fetch(`${world.address}/brand.css`)).text();
    expect(css).to.contain('--accent:#003366');
    const visitor = world.visitor();
    await visitor.get('/password-reset');
    await visitor.submit('/password-reset', { email: administrator.actor.email });
    const letter = await world.letters.first(administrator.actor.email);
    expect(letter.html).to.contain('Đà Nẵng').and.contain('background:#003366').and.contain('Gọi 1022');
  });

  it('offers the languages that were chosen', async () => {
    const home = await world.visitor().get('/?language=ru');
    expect(home.$('html').attr('lang')).to.equal('vi');
    expect(home.$('.languages li')).to.have.length(2);
    expect(home.$('link[hreflang="ru"]')).to.have.length(0);
  });

  it('has a seal, that of a picture and of nothing else', async () => {
    const send = async (name: string, bytes: Buffer) => {
      await administrator.visitor.get(PATH);
      const file = { field: 'file', name, bytes: new Uint8Array(bytes) };
      return administrator.visitor.upload(`${PATH}/seal`, {}, file);
    };
    expect((await send('seal.pdf', Buffer.from('%PDF-1.7\n%%EOF\n'))).status).to.equal(422);
    expect((await send('seal.png', png('x'))).path).to.equal(PATH);
    const home = await world.visitor().get('/');
    expect(home.$('.site-name img').attr('src')).to.match(/^\/seal\?v=/);
    const seal = await fetch(`${world.address}/seal`);
    expect(seal.headers.get('content-type')).to.equal('image/png');
    await administrator.visitor.get(PATH);
    // Somebody was about to remove it when another administrator was faster.
    const { seal: held } = (await Brand.findById('site').lean())!;
    await loosenFiles([held!], world.clock.now());
    await world.advance({ days: 2 });
    expect((await fetch(`${world.address}/seal`)).status).to.equal(200);
    await administrator.visitor.get(PATH);
    await administrator.visitor.submit('#remove-seal', {});
    expect((await fetch(`${world.address}/seal`)).status).to.equal(404);
  });

  it('goes back to what the last change replaced, and tells both in the journal', async () => {
    const form = await administrator.visitor.get(`${PATH}?again=last`);
    expect(form.$('[id="siteName-vi"]').attr('value') ?? '').to.equal('');
    await administrator.visitor.submit('#set-brand', {});
    await administrator.visitor.submit('#confirm-brand', { confirmed: 'yes' });
    expect((await world.visitor().get('/')).$('.site-name').text()).to.contain('Phản ánh, kiến nghị');
    await world.app.dispatcher.settled();
    expect(await Journal.countDocuments({ name: 'branding.changed' })).to.equal(2);
  });

  it('refuses a form of an older version', async () => {
    await fill({ ...names, number: '1' });
    const refused = await administrator.visitor.submit('#confirm-brand', { confirmed: 'yes' });
    expect(refused.status).to.equal(409);
  });
});
