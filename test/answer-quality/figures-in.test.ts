import { expect } from 'chai';
import { asksFor, ruleFigures } from '../../server/answer-quality/index.ts';

const values = (text: string, language: 'vi' | 'en' | 'ru') =>
  ruleFigures(text, language).map(({ kind, value }) => `${kind} ${value}`);

describe('figures of a rule in a text', () => {
  it('reads fees, times and copies alike in three languages', () => {
    const expected = ['fee 1200000', 'time 15 working-day', 'copies 2'];
    expect(
      values('Lệ phí là 1.200.000 đồng. Thời hạn giải quyết là 15 ngày làm việc. Nộp 02 bộ hồ sơ.', 'vi'),
    ).to.deep.equal(expected);
    expect(
      values('The fee is 1.2 million dong. It takes 15 working days. Submit two copies.', 'en'),
    ).to.deep.equal(expected);
    expect(
      values('Пошлина составляет 1 200 000 донгов. Срок — 15 рабочих дней. Подаются два экземпляра.', 'ru'),
    ).to.deep.equal(expected);
  });

  it('reads “free of charge” as a fee of nothing, and no figure where a sentence speaks of something else', () => {
    expect(values('Thủ tục này miễn phí.', 'vi')).to.deep.equal(['fee 0']);
    expect(values('On 5 March the crew felled 2 trees; 15 days ago it rained.', 'en')).to.deep.equal([]);
    expect(values('Đội cây xanh đã trồng 2 cây ngày 5/3 sau 15 ngày.', 'vi')).to.deep.equal([]);
  });

  it('knows what is asked', () => {
    expect(asksFor('Lệ phí bao nhiêu và mấy ngày thì có?', 'vi')).to.deep.equal(['fee', 'time']);
    expect(asksFor('Who cleans the drain?', 'en')).to.deep.equal([]);
    // Words for papers alone do not ask how many.
    expect(asksFor('Phường nên tách một quầy cho người sao dưới 10 bản.', 'vi')).to.deep.equal([]);
    expect(values('Quầy 3 chỉ nhận hồ sơ dưới 10 bản, cả ngày.', 'vi')).to.deep.equal([]);
  });

  it('stays linear in long and hostile texts', () => {
    const texts = ['phí 1 '.repeat(50_000), `${'1.'.repeat(200_000)} phí`, `phí ${'1 000 '.repeat(100_000)}`];
    const before = process.cpuUsage().user;
    for (const text of texts) ruleFigures(text, 'vi');
    expect(process.cpuUsage(undefined).user - before).to.be.lessThan(2_000_000);
  });
});
