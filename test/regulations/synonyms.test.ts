import { expect } from 'chai';
import { findRegulations } from '../../server/regulations/queries.ts';
import { otherWordings, type SynonymRow, synonymsWith } from '../../server/regulations/rules.ts';
import { item } from '../support/factories.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const row = (id: string, words: Partial<SynonymRow>): SynonymRow => ({
  ...{ id, vi: [], en: [], ru: [], validFrom: '2025-07-01', validTo: null },
  ...words,
});
const PASSPORT = row('passport', { vi: ['hộ chiếu'], en: ['passport'], ru: ['паспорт'] });
const CARD = row('card', { vi: ['căn cước'], ru: ['удостоверение личности', 'паспорт'] });

describe('other wordings of a query', () => {
  it('come from each row that has the word, Vietnamese first', () => {
    expect(otherWordings('Паспорт', [PASSPORT, CARD])).to.deep.equal([
      'hộ chiếu',
      'căn cước',
      'passport',
      'удостоверение личности',
    ]);
  });

  it('keep what stands beside the word', () => {
    expect(otherWordings('mất hộ chiếu ở sân bay', [PASSPORT])).to.include('mat паспорт o san bay');
  });

  it('know a word by its stem, and no other', () => {
    expect(otherWordings('нет паспорта', [PASSPORT])).to.include('нет hộ chiếu');
    expect(otherWordings('passports', [PASSPORT])).to.include('hộ chiếu');
    expect(otherWordings('pass', [PASSPORT])).to.deep.equal([]);
    expect(otherWordings('hộ tịch', [PASSPORT])).to.deep.equal([]);
    expect(otherWordings('', [PASSPORT])).to.deep.equal([]);
  });

  it('are not more than eight searches', () => {
    const many = row('many', { vi: Array.from({ length: 40 }, (_, at) => `từ${at}`), ru: ['слово'] });
    expect(otherWordings('слово', [many])).to.have.length(8);
  });
});

describe('rows of words', () => {
  const words = { vi: ['thị thực'], en: ['visa'], ru: [] };

  it('end the day before others begin, and stay on record', () => {
    const rows = synonymsWith([PASSPORT, CARD], { id: 'passport', from: '2026-03-04', words });
    expect(rows).to.have.length(3);
    expect(rows[0]).to.include({ id: 'passport', validFrom: '2025-07-01', validTo: '2026-03-03' });
    expect(rows[2]).to.deep.equal({ id: 'passport', ...words, validFrom: '2026-03-04', validTo: null });
    expect(rows[1]).to.equal(CARD);
  });

  it('of one day replace each other', () => {
    const once = synonymsWith([PASSPORT], { id: 'new', from: '2026-03-04', words });
    const twice = synonymsWith(once, { id: 'new', from: '2026-03-04', words: { ...words, ru: ['виза'] } });
    expect(twice).to.have.length(2);
    expect(synonymsWith(twice, { id: 'new', from: '2026-03-04', words: undefined })).to.deep.equal([
      PASSPORT,
    ]);
  });
});

describe('synonyms at the doors', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const BY_WORDS: [string, RegExp][] = [
    ['birth certificate', /khai sinh/],
    ['свидетельство о рождении', /khai sinh/],
    ['свидетельства о рождении', /khai sinh/],
    ['загс', /khai sinh|kết hôn|khai tử|hộ tịch/],
    ['паспорт', /hộ chiếu|căn cước/i],
    ['sổ đỏ', /giấy chứng nhận|đất/i],
    ['красная книга', /giấy chứng nhận|đất/i],
    ['прописка', /thường trú/],
  ];
  for (const [query, name] of BY_WORDS)
    it(`“${query}” finds the procedures that people mean, those first`, () => {
      const found = findRegulations({ query });
      expect(found.length, query).to.be.greaterThan(0);
      for (const each of found.slice(0, 3)) expect(each.name.vi.toLowerCase()).to.match(name);
    });

  it('finds items whatever the language in which they are written', async () => {
    const { code } = await item(world, {
      status: 'accepted',
      input: {
        subject: 'Làm giấy khai sinh cho con',
        text: 'Phường yêu cầu giấy tờ không có trong quy định khi đăng ký khai sinh.',
      },
    });
    await world.settled();
    const hits = async (q: string) => {
      const page = await world.visitor().get(`/feedback?q=${encodeURIComponent(q)}`);
      return page.text;
    };
    for (const q of ['birth certificate', 'свидетельство о рождении', 'загс', 'giay khai sinh'])
      expect(await hits(q), q).to.contain(code);
    expect(await hits('паспорт')).not.to.contain(code);
  });

  it('are edited by an administrator, with what held before', async () => {
    const { visitor } = await person(world, 'administrator');
    const before = findRegulations({ query: 'метрика' });
    expect(before.some(({ name }) => /khai sinh/.test(name.vi))).to.equal(false);
    const form = await visitor.get('/synonyms?id=birth');
    expect(form.$('#ru').attr('value')).to.include('загс');
    const number = form.$('#set-synonyms [name=number]').attr('value')!;
    const sent = {
      number,
      id: 'birth',
      vi: 'khai sinh, đăng ký khai sinh',
      en: 'birth certificate',
      ru: 'метрика, загс',
    };
    expect((await visitor.post('/synonyms', sent)).status).to.equal(200);
    expect(findRegulations({ query: 'метрика' })[0]!.name.vi).to.match(/khai sinh/);
    const seen = await visitor.get('/synonyms');
    expect(seen.$('[aria-labelledby=former-title]').text()).to.include('свидетельство о рождении');
    const late = await visitor.post('/synonyms', sent);
    expect(late.status).to.equal(409);
    expect(late.$('#ru').attr('value'), 'what was typed').to.equal(sent.ru);
    const now = late.$('#set-synonyms [name=number]').attr('value')!;
    expect(
      (await visitor.post('/synonyms', { ...sent, number: now, vi: '', en: '', ru: 'загс' })).status,
    ).to.equal(422);
    expect((await visitor.post('/synonyms/removal', { number: now, id: 'birth' })).status).to.equal(200);
    expect(findRegulations({ query: 'метрика' }).some(({ name }) => /khai sinh/.test(name.vi))).to.equal(
      false,
    );
  });
});
