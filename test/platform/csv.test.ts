import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
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

  it('comes back as it went, whatever people write, but for the apostrophes', () => {
    const letter = fc.constantFrom('a', 'ế', '"', ',', '\n', '\r', ' ', '\t', '=', '-', ';');
    const row = fc.tuple(fc.string({ unit: letter }), fc.string({ unit: letter }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const read = parse(csvText(rows), { bom: true, record_delimiter: '\r\n' });
        expect(read.map((cells) => cells.map((text) => text.replaceAll("'", '')))).to.deep.equal(rows);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
