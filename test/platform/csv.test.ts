import { expect } from 'chai';
import { csvText } from '../../server/platform/csv.ts';

const written = (...cells: (string | number)[]) => csvText([cells]).slice(1, -2);

describe('CSV', () => {
  it('quotes what would part a cell', () => {
    expect(written('a', 'b "c"', 'd, e', 'f\ng', 'h;i')).to.equal('a,"b ""c""","d, e","f\ng","h;i"');
  });

  it('leaves numbers and words as they are', () => {
    expect(written(-5, 1.5, 'Nguyễn Thị An', 'PA-2026-000001', 'a=b', 'x - y')).to.equal(
      '-5,1.5,Nguyễn Thị An,PA-2026-000001,a=b,x - y',
    );
  });

  it('lets no cell begin a formula, however a program parts the line', () => {
    for (const sign of ['=', '+', '-', '@', '\t', '\r', '＝', '＠']) {
      expect(written(`${sign}1+1`).replaceAll('"', ''), sign).to.match(/^'/);
      for (const before of [';', ',', '\t', '\n', '\r', 'x;', ';;'])
        expect(written(`${before}${sign}1+1`), before + sign).to.match(/'[=+\-@＝＠\t\r]1\+1/);
    }
    expect(written(';=HYPERLINK(1)')).to.equal(`";'=HYPERLINK(1)"`);
  });
});
