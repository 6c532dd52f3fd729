import { expect } from 'chai';
import { startWorld, type World } from '../support/world.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; drop table units; --",
  '{"$gt":""}',
  '%',
  '(((((',
  '../../etc/passwd',
  '__proto__',
];

describe('units at the doors', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const api = (path: string) => fetch(`${world.address}/api/v1${path}`);

  it('lists those at work by kind, and former ones apart', async () => {
    const { $, text, status } = await world.visitor().get('/units');
    expect(status).to.equal(200);
    expect($('h1')).to.have.lengthOf(1);
    expect(
      $('#unit-results section')
        .toArray()
        .map((each) => each.attribs['aria-labelledby']),
    ).to.deep.equal([
      'units-leadership',
      'units-departments',
      'units-agencies',
      'units-wards',
      'units-communes',
      'units-former',
    ]);
    expect(text).to.include('Có 198 cơ quan.');
    expect($('[aria-labelledby=units-former] li')).to.have.lengthOf(39);
  });

  it('finds without diacritics and marks what is not verified', async () => {
    const { $ } = await world.visitor().get('/units?query=so+tu+phap');
    expect($('#unit-results li a').first().text()).to.equal('Sở Tư pháp');
    const tax = await world.visitor().get('/units?query=thue');
    expect(tax.$('#unit-results li').first().text()).to.include('chưa kiểm chứng');
  });

  it('keeps what was typed and narrows by kind', async () => {
    const visitor = world.visitor();
    await visitor.get('/units');
    const { $ } = await visitor.submit('/units', { query: 'ba dinh', group: 'wards' });
    expect($('#query').attr('value')).to.equal('ba dinh');
    expect($('#group option[selected]').attr('value')).to.equal('wards');
    expect(
      $('#unit-results li a')
        .toArray()
        .map((each) => each.attribs['href']),
    ).to.deep.equal(['/units/ward-ba-dinh']);
  });

  it('says of an empty result what to do', async () => {
    const { text, $ } = await world.visitor().get('/units?query=xyzzy');
    expect(text).to.include('Không tìm thấy cơ quan nào');
    expect($('#unit-results a').attr('href')).to.equal('/units');
  });

  it('tells of a merged department who took over and since when, in each language', async () => {
    const expected = { vi: 'từ ngày 01/03/2025', en: '1 March 2025', ru: '1 марта 2025' };
    for (const [language, day] of Object.entries(expected)) {
      const visitor = world.visitor();
      visitor.language = language;
      const { $, text } = await visitor.get('/units/dept-transport');
      expect($('main a[href="/units/dept-construction"]'), language).to.have.lengthOf(1);
      expect(text, language).to.include(day);
      expect(text).to.not.match(/units\.|regulations\.|\{\{/);
    }
  });

  it('leads from a district to its wards and back', async () => {
    const district = await world.visitor().get('/units/district-ba-dinh');
    expect(district.$('main a[href="/units/ward-ba-dinh"]')).to.have.lengthOf(1);
    expect(district.text).to.include('01/07');
    const ward = await world.visitor().get('/units/ward-ba-dinh');
    expect(ward.$('main a[href="/units/district-ba-dinh"]')).to.have.lengthOf(1);
    expect(ward.$('[aria-labelledby=unit-regulations] li')).to.have.lengthOf(36);
  });

  it('shows what a department took over, deals with and handles', async () => {
    const { $, text } = await world.visitor().get('/units/dept-finance');
    expect($('main a[href="/units/dept-planning-investment"]')).to.have.lengthOf(1);
    expect($('main a[href="/regulations/company-joint-stock"]')).to.have.lengthOf(1);
    expect($('main a[href="/feedback?unit=dept-finance"]').length).to.be.greaterThan(0);
    expect(text).to.include('Ngân sách').and.not.include('general knowledge');
  });

  it('has a page for every unit, without a loose key or an English note', async () => {
    const { units } = (await (await api('/units?limit=200')).json()) as { units: { slug: string }[] };
    expect(units).to.have.lengthOf(198);
    for (const { slug } of units.filter((_, at) => at % 7 === 0)) {
      const { status, text } = await world.visitor().get(`/units/${slug}`);
      expect(status, slug).to.equal(200);
      expect(text, slug).to.not.match(/units\.[a-z]|regulations\.[a-z]|undefined|\{\{|unverified/);
    }
  });

  it('stays calm whatever is asked', async () => {
    for (const query of HOSTILE) {
      const { status, html } = await world.visitor().get(`/units?query=${encodeURIComponent(query)}`);
      expect(status, query).to.equal(200);
      expect(html, query).to.not.include('<script>alert').and.not.include('<img src=x');
      expect((await world.visitor().get(`/units/${encodeURIComponent(query)}`)).status, query).to.equal(404);
    }
  });

  for (const [name, address] of [
    ['a text without end', `/units?query=${'a'.repeat(5000)}`],
    ['a null byte', '/units?query=so%00'],
    ['the same field twice', '/units?query=a&query=b'],
    ['an unknown kind', '/units?group=castle'],
  ] as const)
    it(`refuses ${name} and shows the form again`, async () => {
      const { status, $ } = await world.visitor().get(address);
      expect(status).to.equal(422);
      expect($('form[action="/units"]')).to.have.lengthOf(1);
      expect($('.error-summary a').length).to.be.greaterThan(0);
    });

  it('answers calls with what the description promises', async () => {
    const operation = world.app.operations.find(({ id }) => id === 'listUnits')!;
    const answer = await (await api('/units?query=so+tu+phap&inForceAt=2026-03-04')).json();
    expect(operation.result.validate(answer).error).to.equal(undefined);
    expect((answer as { units: { slug: string }[] }).units[0]?.slug).to.equal('dept-justice');
    expect(JSON.stringify(answer)).to.not.include('"note"').and.not.include('"source"');
  });

  it('pages through all units of a day without gap or repeat', async () => {
    const slugs: string[] = [];
    let cursor = '';
    do {
      const address = `/units?inForceAt=2023-06-01&limit=20${cursor && `&cursor=${cursor}`}`;
      const { units, next } = (await (await api(address)).json()) as {
        units: { slug: string }[];
        next: string | null;
      };
      slugs.push(...units.map(({ slug }) => slug));
      cursor = next ?? '';
    } while (cursor);
    expect(new Set(slugs).size).to.equal(slugs.length);
    expect(slugs)
      .to.include('district-ba-dinh')
      .and.include('dept-transport')
      .and.not.include('ward-ba-dinh');
  });

  for (const query of [
    'inForceAt=2025-02-30',
    'kind=castle',
    'limit=0',
    'limit=1e9',
    'cursor=..%2F',
    'query[$gt]=',
    'unknown=1',
    'kind=ward&kind=ward',
  ])
    it(`refuses the call ${query}`, async () => {
      const response = await api(`/units?${query}`);
      expect([response.status, response.headers.get('content-type')?.split(';')[0]]).to.deep.equal([
        422,
        'application/problem+json',
      ]);
    });
});
