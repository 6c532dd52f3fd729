import { expect } from 'chai';
import { similarTo } from '../../server/answer-quality/index.ts';

const FORM =
  'Dear resident, thank you for writing to the ward office. Your letter was entered under number 412 and studied with care. The ward attaches great importance to the opinions of its residents and will continue to improve its services. We wish you and your family good health and success. Kind regards from all of us here.';

describe('similarTo', () => {
  it('finds a form letter in which only greeting and number differ', () => {
    const other = FORM.replace('Dear resident', 'Dear Mr Hoang').replace('412', '988');
    expect(similarTo(other, [FORM], 'en')[0]).to.be.at.least(0.8);
  });

  it('keeps two answers apart that share a greeting only', () => {
    const own =
      'Dear resident, thank you for writing to the ward office. The lamp was replaced on 14 August by Mr Hai, who tested it twice and found the cable sound; it burns from six in the evening until five in the morning. Kind regards from all of us here.';
    expect(similarTo(own, [FORM], 'en')[0]).to.be.lessThan(0.3);
  });

  it('gives one number per earlier answer, and 0 for nothing', () => {
    expect(similarTo(FORM, [], 'en')).to.deep.equal([]);
    expect(similarTo('', ['', FORM], 'en')).to.deep.equal([0, 0]);
  });

  it('compares Vietnamese and Russian by their own words', () => {
    expect(
      similarTo('Phường đã sửa đèn trước số nhà mười hai', ['Phường đã sửa đèn trước số nhà mười hai'], 'vi'),
    ).to.deep.equal([1]);
    expect(similarTo('Фонарь заменён', ['Лифт починен'], 'ru')).to.deep.equal([0]);
  });
});
