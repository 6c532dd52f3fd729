import { expect } from 'chai';
import fc from 'fast-check';
import { wantedWords } from '../../server/search/query.ts';
import { snippet } from '../../server/search/snippet.ts';
import { wordsOf } from '../../server/search/words.ts';

const termsOf = (text: string) => wordsOf(text).map(({ term }) => term);

describe('words of a text', () => {
  const SAME: [one: string, other: string][] = [
    ['Đất đai', 'dat dai'],
    ['người', 'nguoi'],
    ['điện thoại', 'dien thoai'],
    ['nước ngoài', 'nuoc ngoai'],
    ['certificates', 'certificate'],
    ['waiting', 'waited'],
    ['street lamps', 'street lamp'],
    ['регистрация рождения', 'регистрации рождений'],
    ['свидетельства', 'свидетельство'],
    ['документов', 'документы'],
    ['ещё дорогами', 'еще дорога'],
  ];
  for (const [one, other] of SAME)
    it(`${one} is ${other}`, () => expect(termsOf(one)).to.deep.equal(termsOf(other)));

  it('keeps how a Vietnamese word was written', () => {
    expect(wordsOf('Đất dat')).to.deep.equal([
      { term: 'dat', form: 'đất' },
      { term: 'dat', form: '' },
    ]);
  });

  it('takes both spellings of a Vietnamese word for one', () => {
    for (const [one, other] of [
      ['hòa', 'hoà'],
      ['thủy', 'thuỷ'],
      ['khỏe', 'khoẻ'],
    ])
      expect(wordsOf(one!)).to.deep.equal(wordsOf(other!));
    expect(wordsOf('của quý hoàn')[1]!.form).to.equal('hoàn');
  });

  it('leaves out what stands in every text, and single letters', () => {
    expect(termsOf('the house of a B và của и на')).to.deep.equal(['hous']);
  });

  it('reads whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        wordsOf(text).every(({ term }) => term.length > 0 && term.length <= 24),
      ),
    );
  });
});

describe('what a query asks for', () => {
  it('is nothing where nothing could be looked for', () => {
    for (const query of ['', '!', 'a', 'the', 'của và', 'и на'])
      expect(wantedWords(query), query).to.deep.equal([]);
  });

  it('may be Vietnamese typed without marks, though each word is a stop word', () => {
    expect(wantedWords('so do').map(({ term }) => term)).to.deep.equal(['so', 'do']);
  });

  it('is eight words at most, each once', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `word${at}`).join(' ');
    expect(wantedWords(many)).to.have.length(8);
    expect(wantedWords('lamp lamp Lamp')).to.have.length(1);
  });

  it('does not ask for what may be a stop word without its marks, beside others', () => {
    expect(wantedWords('cua hang').map(({ term }) => term)).to.deep.equal(['hang']);
    expect(wantedWords('cua').map(({ term }) => term)).to.deep.equal(['cua']);
  });
});

describe('a snippet', () => {
  const of = (text: string, ...terms: string[]) => snippet(text, ({ term }) => terms.includes(term));
  const marked = (text: string, ...terms: string[]) => {
    const found = of(text, ...terms)!;
    return found.marks.map(({ start, end }) => found.text.slice(start, end));
  };

  it('marks what was looked for, as it was written', () => {
    expect(marked('Cấp Giấy khai sinh chậm', 'khai', 'sinh')).to.deep.equal(['khai', 'sinh']);
    expect(of('Nothing of it', 'lamp')).to.equal(undefined);
  });

  it('is where most of it stands, between words', () => {
    const far = `lamp ${'other words go on '.repeat(60)}a street lamp is out ${'and on '.repeat(60)}`;
    const found = of(far, 'street', 'lamp')!;
    expect(found.text)
      .to.match(/^…\S.*street lamp.*\S…$/)
      .and.have.length.below(200);
  });

  it('never marks beside the words', () => {
    const words = fc.array(fc.constantFrom('lamp', 'street', 'x'.repeat(300), 'đèn', '\n', 'out'), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(words, (list) => {
        const found = of(list.join(' '), 'lamp');
        return !found || found.marks.every(({ start, end }) => found.text.slice(start, end) === 'lamp');
      }),
    );
  });
});
