import { expect } from 'chai';
import { splitPoints } from '../../server/answer-quality/index.ts';

describe('splitPoints', () => {
  it('takes a numbered list as it is, whatever joins its items', () => {
    expect(splitPoints('The lane floods. 1) Who cleans the drain? 2) When?', 'en')).to.deep.equal([
      'Who cleans the drain?',
      'When?',
    ]);
    expect(splitPoints('Xin hỏi: (1) phí bao nhiêu (2) nộp ở đâu', 'vi')).to.have.length(2);
    expect(splitPoints('Прошу: а) убрать столб, б) наказать виновных', 'ru')).to.deep.equal([
      'убрать столб',
      'наказать виновных',
    ]);
  });

  it('does not take a date, an amount or a single number for a list', () => {
    expect(splitPoints('I paid 1.5 million on 2. May. When is it returned?', 'en')).to.have.length(1);
  });

  it('counts each question with a question word of its own', () => {
    expect(splitPoints('When will the pump be mended, and who pays for my cellar?', 'en')).to.have.length(2);
    expect(splitPoints('Bao giờ sửa bơm và ai đền tầng hầm cho tôi?', 'vi')).to.have.length(2);
    expect(splitPoints('Когда починят насос и кто заплатит за подвал?', 'ru')).to.have.length(2);
  });

  it('keeps an alternative together', () => {
    expect(splitPoints('Is the form free or must I pay?', 'en')).to.have.length(1);
    expect(splitPoints('Phường cho nuôi tiếp hay bắt dẹp?', 'vi')).to.have.length(1);
    expect(splitPoints('Это бесплатно или надо платить?', 'ru')).to.have.length(1);
  });

  it('counts requests by their verbs and keeps a formula one', () => {
    expect(splitPoints('Please repair the lamp and cut the hedge.', 'en')).to.have.length(2);
    expect(splitPoints('Đề nghị kiểm tra và xử lý quán bia.', 'vi')).to.have.length(1);
    expect(splitPoints('Почините лифт и помойте подъезд.', 'ru')).to.have.length(2);
  });

  it('does not count the plea for an answer beside the question', () => {
    expect(splitPoints('Is the road public? Please answer yes or no.', 'en')).to.have.length(1);
    expect(splitPoints('Đường này có phải của phường không? Trả lời giúp tôi.', 'vi')).to.have.length(1);
    expect(splitPoints('Чья это дорога? Ответьте, пожалуйста.', 'ru')).to.have.length(1);
  });

  it('reads Vietnamese typed without tone marks', () => {
    expect(splitPoints('Bao gio sua duong va ai chiu trach nhiem?', 'vi')).to.have.length(2);
  });

  it('is not misled by marks that nobody sees, standing alone', () => {
    expect(splitPoints('Please repair the road.\n\u200e Explain the fee.', 'en')).to.have.length(2);
    expect(
      splitPoints('The road is broken. \u200b When will it be repaired\n\u200b Who pays for it\n', 'en'),
    ).to.have.length(2);
    expect(splitPoints('Khi nào sửa đường? \u200b?', 'vi')).to.deep.equal(['Khi nào sửa đường?']);
    expect(splitPoints('\u200b When will it be repaired? \u200b Who pays?', 'en')).to.deep.equal([
      'When will it be repaired?',
      'Who pays?',
    ]);
  });

  it('takes a text that asks nothing as one point, and an empty one as none', () => {
    expect(splitPoints('The bridge is dark at night.', 'en')).to.deep.equal(['The bridge is dark at night.']);
    expect(splitPoints('  \n ', 'en')).to.deep.equal([]);
  });

  it('never gives more than twenty points', () => {
    expect(splitPoints('Why? '.repeat(500), 'en')).to.have.length(20);
  });
});
