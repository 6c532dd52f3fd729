import { expect } from 'chai';
import { holdsOn, rowOn, rowOnOrFirst, withRow } from '../../server/city/dated-rows.ts';
import { addDays, dayAfter, dayBefore, daysAfter } from '../../server/city/dates.ts';

const row = (validFrom: string, validTo: string | null, amount: number) => ({ validFrom, validTo, amount });
const ROWS = [row('2020-01-01', '2025-12-31', 1), row('2026-01-01', null, 2)];

describe('dated rows', () => {
  it('hold on their first and their last day', () => {
    expect(rowOn(ROWS, '2025-12-31')?.amount).to.equal(1);
    expect(rowOn(ROWS, '2026-01-01')?.amount).to.equal(2);
    expect(rowOn(ROWS, '2019-12-31')).to.equal(undefined);
    expect(rowOnOrFirst(ROWS, '2019-12-31').amount).to.equal(1);
    expect(holdsOn({ validFrom: null, validTo: '2025-06-30' }, '1900-01-01')).to.equal(true);
  });

  it('give way to a new one from its date on, until one that begins later', () => {
    const dates = (rows: typeof ROWS) => rows.map(({ validFrom, validTo }) => [validFrom, validTo]);
    const first = [row('2020-01-01', null, 1)];
    const later = withRow(first, { validFrom: '2026-05-01', amount: 3 });
    const between = withRow(later, { validFrom: '2026-03-01', amount: 2 });
    const expected = [
      ['2020-01-01', '2026-02-28'],
      ['2026-03-01', '2026-04-30'],
      ['2026-05-01', null],
    ];
    expect(dates(between)).to.deep.equal(expected);
    expect(dates(withRow(between, { validFrom: '2026-03-01', amount: 9 }))).to.deep.equal(expected);
    expect(dates(first)).to.deep.equal([['2020-01-01', null]]);
  });
});

describe('dates', () => {
  it('follow each other over the ends of months and years', () => {
    expect([dayBefore('2024-03-01'), dayAfter('2025-12-31')]).to.deep.equal(['2024-02-29', '2026-01-01']);
    expect([daysAfter('2026-03-01', -7), daysAfter('2026-02-22', 7)]).to.deep.equal([
      '2026-02-22',
      '2026-03-01',
    ]);
    expect(addDays(new Date('2026-03-10T03:00:00Z'), -1).toISOString()).to.equal('2026-03-09T03:00:00.000Z');
  });
});
