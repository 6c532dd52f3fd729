import { expect } from 'chai';
import {
  checkLimits,
  type LimitQuestion,
  type LimitRow,
  limitFor,
  seedLimits,
} from '../../server/calendar/index.ts';

const row: LimitRow = {
  step: 'answer',
  basis: { en: 'A rule' },
  amount: 10,
  unit: 'working_days',
  validFrom: '2025-01-01',
  validTo: null,
};
const told = (question: LimitQuestion, rows = seedLimits()) => {
  const limit = limitFor(rows, question);
  return limit && `${limit.amount} ${limit.unit}`;
};

describe('limits that ship', () => {
  it('are sound, with a basis in three languages', () => {
    expect(checkLimits(seedLimits())).to.deep.equal([]);
    for (const { basis } of seedLimits()) expect(basis).to.have.all.keys('vi', 'en', 'ru');
  });

  it('give each clock its amount', () => {
    const at = '2026-03-02';
    expect(told({ step: 'screening', at })).to.equal('1 working_days');
    expect(told({ step: 'transfer', at })).to.equal('5 working_days');
    expect(told({ step: 'acceptance', at })).to.equal('8 working_hours');
    expect(told({ step: 'answer', at })).to.equal('10 working_days');
    expect(told({ step: 'answer', complexity: 'normal', at })).to.equal('10 working_days');
    expect(told({ step: 'answer', complexity: 'complex', at })).to.equal('15 working_days');
    expect(told({ step: 'answer', complexity: 'urgent', at })).to.equal('4 working_hours');
    expect(told({ step: 'extension', at })).to.equal('10 working_days');
    expect(told({ step: 'review', at })).to.equal('10 working_days');
    expect(told({ step: 'dispute', at })).to.equal('2 working_days');
  });

  it('change their basis with the law and know nothing before it', () => {
    const basis = (at: string) => limitFor(seedLimits(), { step: 'acceptance', at })?.basis.en;
    expect(basis('2025-02-28')).to.contain('1207');
    expect(basis('2025-02-27')).to.contain('until the city sets');
    expect(basis('2017-09-24')).to.equal(undefined);
  });
});

describe('limitFor', () => {
  it('takes the row that says most: regulation before kind before complexity', () => {
    const rows: LimitRow[] = [
      { ...row, amount: 1 },
      { ...row, amount: 2, complexity: 'complex' },
      { ...row, amount: 3, kind: 'question' },
      { ...row, amount: 4, kind: 'question', complexity: 'complex' },
      { ...row, amount: 5, regulation: '1.001193' },
    ];
    const at = '2025-03-10';
    const amount = (question: object) => limitFor(rows, { step: 'answer', at, ...question })?.amount;
    expect(amount({})).to.equal(1);
    expect(amount({ complexity: 'complex' })).to.equal(2);
    expect(amount({ kind: 'question' })).to.equal(3);
    expect(amount({ kind: 'question', complexity: 'complex' })).to.equal(4);
    expect(amount({ kind: 'question', complexity: 'complex', regulation: '1.001193' })).to.equal(5);
    expect(amount({ kind: 'feedback', regulation: '2.0' })).to.equal(1);
  });

  it('holds on the first and the last day of its validity', () => {
    const rows: LimitRow[] = [{ ...row, validTo: '2025-12-31' }];
    const dates = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'];
    expect(dates.map((at) => limitFor(rows, { step: 'answer', at })?.amount)).to.deep.equal([
      undefined,
      10,
      10,
      undefined,
    ]);
  });
});

describe('checkLimits', () => {
  const found = (...changes: object[]) =>
    checkLimits(changes.map((change) => ({ ...row, ...change }))).map(({ where, key }) => `${where} ${key}`);

  it('names rows valid for one case at one time', () => {
    expect(found({}, {})).to.deep.equal(['limits.1 limits-overlap']);
    expect(found({ validTo: '2025-06-30' }, { validFrom: '2025-06-30' })).to.deep.equal([
      'limits.1 limits-overlap',
    ]);
    expect(found({ validTo: '2025-06-30' }, { validFrom: '2025-07-01' })).to.deep.equal([]);
    expect(found({ kind: null }, { kind: 'question' })).to.deep.equal([]);
  });

  it('names missing validity, bad dates and bad amounts', () => {
    expect(found({ validTo: undefined })).to.deep.equal(['limits.0 limit-validity-missing']);
    expect(found({ validFrom: undefined })).to.deep.equal(['limits.0 limit-validity-missing']);
    expect(found({ validFrom: '2025-02-30' })).to.deep.equal(['limits.0 date-malformed']);
    expect(found({ validTo: '2024-12-31' })).to.deep.equal(['limits.0 dates-reversed']);
    for (const amount of [0, -1, 1.5, '5', Number.NaN, null]) {
      expect(found({ amount })).to.deep.equal(['limits.0 limit-amount']);
    }
    expect(found({ amount: 1.5, unit: 'working_hours' })).to.deep.equal([]);
    expect(found({ unit: 'weeks', step: 'party', basis: {}, kind: 3 })).to.deep.equal([
      'limits.0 limit-step-unknown',
      'limits.0 limit-unit-unknown',
      'limits.0 limit-basis-missing',
      'limits.0 limit-field',
    ]);
    expect(checkLimits([null] as unknown as LimitRow[])[0]!.key).to.equal('limit-unreadable');
    expect(checkLimits('x' as unknown as LimitRow[])[0]!.key).to.equal('limits-unreadable');
  });
});
