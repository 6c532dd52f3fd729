import { expect } from 'chai';
import fc from 'fast-check';
import { foldedWords, foldText, queryTokens, searchTokens } from '../../server/platform/text.ts';

describe('folded text', () => {
  const FOLDED: [string, string][] = [
    ['Đăng ký khai sinh', 'dang ky khai sinh'],
    ['ĐƯỜNG Nguyễn Huệ', 'duong nguyen hue'],
    ['Ủy ban nhân dân', 'uy ban nhan dan'],
    ['Подъезд №5, ёлка', 'подъезд №5, елка'],
    ['Café', 'cafe'],
  ];
  for (const [text, folded] of FOLDED)
    it(`reads ${text} as ${folded}`, () => {
      expect(foldText(text)).to.equal(folded);
      expect(foldText(text.normalize('NFD'))).to.equal(folded);
    });

  it('splits at everything that is neither letter nor digit', () => {
    expect(foldedWords('Thủ tục 1.004/QĐ-UBND (mới)')).to.deep.equal([
      'thu',
      'tuc',
      '1',
      '004',
      'qd',
      'ubnd',
      'moi',
    ]);
    expect(foldedWords(' …!? ')).to.deep.equal([]);
  });

  it('folds the folded to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => foldText(foldText(text)) === foldText(text)),
    );
  });
});

describe('search tokens', () => {
  const finds = (text: string, query: string) => {
    const index = new Set(searchTokens(text));
    return queryTokens(query).every((token) => index.has(token));
  };

  const FOUND: [text: string, query: string, found: boolean][] = [
    ['Đăng ký khai sinh', 'dang ky khai sinh', true],
    ['Đăng ký khai sinh', 'KHAI SINH', true],
    ['Đăng ký khai sinh', 'khai tử', false],
    ['Giấy phép xây dựng', 'giay phep xay', true],
    ['Đường ngập nước', 'duo', true],
    ['Đường ngập nước', 'du', false],
    ['Благоустройство двора', 'благоуст', true],
    ['Благоустройство двора', 'благоустройство', true],
    ['Благоустройство двора', 'благоустройства', true],
    ['Реестр регистрации', 'регистраций', true],
    ['Birth registration', 'registrations', true],
    ['Birth registration', 'registering', false],
    ['Birth registration', 'regime', false],
    ['Streetlight broken', 'street', true],
    ['Streetlight broken', 'light', false],
  ];
  for (const [text, query, found] of FOUND)
    it(`${found ? 'find' : 'do not find'} "${query}" in "${text}"`, () => {
      expect(finds(text, query)).to.equal(found);
    });

  it('find every whole word of a text', () => {
    const word = fc.stringMatching(/^[a-zđêơư]{1,20}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        return words.every((each) => finds(words.join(' '), each));
      }),
    );
  });

  it('stay few, short and each once, whatever the text', () => {
    const text = Array.from({ length: 5000 }, (_, at) => `word${at}${'x'.repeat(at % 60)}`).join(' ');
    const tokens = searchTokens(text);
    expect(tokens).to.have.length(400);
    expect(new Set(tokens).size).to.equal(400);
    expect(Math.max(...tokens.map((token) => token.length))).to.be.at.most(25);
    expect(queryTokens(text)).to.have.length(8);
  });
});
