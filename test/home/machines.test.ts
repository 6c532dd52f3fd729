import { expect } from 'chai';
import { item, UNIT } from '../support/factories.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('what every page says of itself', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('tells programs where they may go, and in which languages a page is', async () => {
    const read = async (path: string) => (await fetch(world.address + path)).text();
    expect(await read('/robots.txt')).to.match(/^User-agent: \*\n[\s\S]*Sitemap: http.*\/sitemap\.xml/);
    expect(await read('/sitemap.xml'))
      .to.contain(`/units/${UNIT}</loc>`)
      .and.to.contain('/about</loc>');
    expect((await fetch(`${world.address}/favicon.ico`)).headers.get('content-type')).to.contain('image/svg');
    const { $ } = await world.visitor().get('/units?language=en');
    expect($('html').attr('lang')).to.equal('en');
    expect($('meta[name=description]').attr('content')).to.have.length.above(50);
    const others = $('link[rel=alternate]').toArray();
    expect(others.map((link) => $(link).attr('hreflang'))).to.deep.equal(['vi', 'en', 'ru']);
    for (const link of others) expect($(link).attr('href')).to.match(/\/units\?language=(vi|en|ru)$/);
  });

  it('says in its title that something went wrong, and leads on', async () => {
    const nowhere = await world.visitor().get('/nowhere');
    expect(nowhere.$('title').text()).to.match(/^Lỗi: Không tìm thấy/);
    const visitor = world.visitor();
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    const refused = await visitor.submit('/feedback/new', { step: 'preview' });
    expect(refused.$('title').text()).to.match(/^Lỗi: /);
    expect(refused.$('body').attr('data-shown-at')).to.equal('/feedback/new?regulation=tree-felling-permit');
    const { visitor: official } = await person(world, 'official', { units: [UNIT] });
    expect((await official.get('/nowhere')).$('main a[href="/inbox"]')).to.have.lengthOf(1);
  });

  it('offers to sign in where the session has ended, with what was typed', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const { visitor } = await person(world, 'official', { units: [UNIT] });
    await visitor.get(`/feedback/${code}`);
    visitor.cookies.delete('sid');
    const text = 'Sở cắt tỉa cây xà cừ trước số nhà 12 vào sáng ngày 12/3/2026, do Công ty Công viên làm.';
    const seen = await visitor.submit(`form[action="/feedback/${code}/answer"]`, { 'point-1-text': text });
    expect(seen.$(`main a[href="/sign-in?to=${encodeURIComponent(`/feedback/${code}`)}"]`)).to.have.lengthOf(
      1,
    );
    expect(seen.text).to.contain(text);
  });

  it('lets a browser cut nothing that is pasted', async () => {
    const { $ } = await world.visitor().get('/feedback/new?regulation=tree-felling-permit');
    expect($('main textarea[maxlength], main input[type=text][maxlength]')).to.have.lengthOf(0);
    expect($('textarea#text').attr('data-most')).to.equal('10000');
  });
});
