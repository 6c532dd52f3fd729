import { expect } from 'chai';
import { startWorld, type World } from '../support/world.ts';

describe('regulations at the doors', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const api = (path: string) => fetch(`${world.address}/api/v1${path}`);
  const links = async (address: string) => {
    const { $ } = await world.visitor().get(address);
    return $('#regulation-results .rows a')
      .toArray()
      .map((each) => each.attribs['href']!.replace('/regulations/', ''));
  };

  it('lists twenty at a time, all 97 by following the link', async () => {
    const visitor = world.visitor();
    const seen: string[] = [];
    let next: string | undefined = '/regulations';
    while (next) {
      const { $ } = await visitor.get(next);
      seen.push(
        ...$('#regulation-results .rows a')
          .toArray()
          .map((each) => each.attribs['href']!),
      );
      next = $('a[rel=next]').attr('href');
    }
    expect([seen.length, new Set(seen).size]).to.deep.equal([97, 97]);
  });

  it('finds without diacritics, by code, in English and in Russian', async () => {
    expect((await links('/regulations?query=dang+ky+khai+sinh'))[0]).to.equal('birth-registration');
    expect(await links('/regulations?query=1.001193')).to.deep.equal(['birth-registration']);
    expect((await links('/regulations?query=driving+licence'))[0]).to.equal('driving-licence-reissue');
    expect((await links(`/regulations?query=${encodeURIComponent('регистрация брака')}`))[0]).to.equal(
      'marriage-registration',
    );
  });

  it('narrows by field, unit and audience', async () => {
    expect(await links('/regulations?field=tourism')).to.have.members([
      'tour-guide-card',
      'travel-business-domestic',
    ]);
    expect(await links('/regulations?unit=dept-tourism&query=huong+dan')).to.deep.equal(['tour-guide-card']);
    expect(await links('/regulations?unit=city-inspectorate&audience=business')).to.deep.equal([
      'first-complaint',
    ]);
    const ward = await world.visitor().get('/regulations?unit=ward-ba-dinh');
    expect(ward.text).to.include('Có 36 thủ tục.');
  });

  it('keeps the choices in the form and in the link to the next page', async () => {
    const visitor = world.visitor();
    await visitor.get('/regulations');
    const { $ } = await visitor.submit('/regulations', { query: 'dang ky', audience: 'citizen' });
    expect($('#query').attr('value')).to.equal('dang ky');
    expect($('#audience option[selected]').attr('value')).to.equal('citizen');
    const next = new URL($('a[rel=next]').attr('href')!, world.address).searchParams;
    expect([next.get('query'), next.get('audience'), next.has('after')]).to.deep.equal([
      'dang ky',
      'citizen',
      true,
    ]);
  });

  it('shows limit, fee, law, who is in charge, and the way to feedback', async () => {
    const { $, text } = await world.visitor().get('/regulations/company-joint-stock');
    expect(text).to.include('3 ngày làm việc').and.include('100.000 đồng').and.include('Toàn bộ thủ tục');
    expect($('main a[href="/units/dept-finance"]')).to.have.lengthOf(1);
    expect($('main a[href="/units/dept-planning-investment"]')).to.have.lengthOf(1);
    expect($('main a[href="/feedback/new?regulation=company-joint-stock"]')).to.have.lengthOf(1);
    expect($('main a[href="/feedback?regulation=company-joint-stock"]')).to.have.lengthOf(1);
    expect(text).to.not.include('reduction period');
  });

  it('names the ward concerned, and marks what is not verified', async () => {
    const birth = await world.visitor().get('/regulations/birth-registration');
    expect(birth.text).to.include('Phường hoặc xã liên quan').and.include('Không thu');
    expect(birth.$('.unverified')).to.have.lengthOf(0);
    const card = await world.visitor().get('/regulations/tour-guide-card');
    expect(card.text).to.include('Chưa kiểm chứng');
  });

  it('has a page for each, without a loose key or a research note', async () => {
    const { regulations } = (await (await api('/regulations?limit=200')).json()) as {
      regulations: { slug: string }[];
    };
    expect(regulations).to.have.lengthOf(97);
    for (const [at, { slug }] of regulations.entries()) {
      const visitor = world.visitor();
      visitor.language = ['vi', 'en', 'ru'][at % 3]!;
      const { status, text } = await visitor.get(`/regulations/${slug}`);
      expect(status, slug).to.equal(200);
      expect(text, slug).to.not.match(
        /regulations\.[a-z]|units\.[a-z]|undefined|\{\{|People's Council|page 3/,
      );
    }
  });

  it('counts in Russian as Russian does', async () => {
    const visitor = world.visitor();
    visitor.language = 'ru';
    expect((await visitor.get('/regulations/company-joint-stock')).text).to.include('3 рабочих дня');
    expect((await visitor.get('/regulations/company-dissolution')).text).to.include('5 рабочих дней');
  });

  it('shows an unknown one as not found', async () => {
    for (const slug of ['nonsense', '__proto__', 'constructor', '%3Cscript%3E'])
      expect((await world.visitor().get(`/regulations/${slug}`)).status).to.equal(404);
  });

  it('shows hostile text as text', async () => {
    const { status, html, $ } = await world
      .visitor()
      .get(`/regulations?query=${encodeURIComponent('"><script>x</script>')}`);
    expect(status).to.equal(200);
    expect(html).to.not.include('<script>x');
    expect($('#query').attr('value')).to.equal('"><script>x</script>');
  });

  for (const query of [
    `query=${'x'.repeat(101)}`,
    'field[$ne]=a&field=..',
    'audience=both',
    'after=%00',
    'unit=a&unit=b',
  ])
    it(`refuses ${query.slice(0, 30)} and shows the form again`, async () => {
      const { status, $ } = await world.visitor().get(`/regulations?${query}`);
      expect(status).to.equal(422);
      expect($('form[action="/regulations"]')).to.have.lengthOf(1);
      if (query.startsWith('query')) expect($('#query').attr('value')).to.have.lengthOf(101);
    });

  it('answers calls with what the description promises, without research notes', async () => {
    const promised = (id: string) => world.app.operations.find((each) => each.id === id)!.result;
    const list = (await (await api('/regulations?query=khai+sinh&limit=2')).json()) as { next: string };
    expect(promised('listRegulations').validate(list).error).to.equal(undefined);
    expect(list.next).to.be.a('string');
    const one = (await (await api('/regulations/birth-registration')).json()) as Record<string, unknown>;
    expect(promised('getRegulation').validate(one).error).to.equal(undefined);
    expect(one['time']).to.deep.equal({ value: 1, unit: 'same_working_day' });
    expect((await api('/regulations/nonsense')).status).to.equal(404);
    expect((await api('/regulations?limit=9999')).status).to.equal(422);
  });
});
