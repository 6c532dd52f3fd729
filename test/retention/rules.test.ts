import { expect } from 'chai';
import { goesFromBefore, monthsAhead, type RetentionRow } from '../../server/retention/rules.ts';

const row = (wishes: Partial<RetentionRow> = {}): RetentionRow => ({
  ...{
    validFrom: '2020-01-01',
    validTo: null,
    items: true,
    itemMonths: 12,
    accounts: false,
    accountMonths: 12,
  },
  ...{ letterMonths: 1, mailMonths: 3, tokenMonths: 12, basis: '' },
  ...wishes,
});

describe('what goes when', () => {
  it('is counted in months, and of a short month from its last day', () => {
    expect(goesFromBefore('2026-03-31', 1)).to.equal('2026-02-28');
    expect(goesFromBefore('2026-03-04', 24)).to.equal('2024-03-04');
    expect(goesFromBefore('2026-01-01', 13)).to.equal('2024-12-01');
  });

  it('is told by month: all that is due first, then month by month', () => {
    const rule = () => row();
    expect(monthsAhead('2026-03-04', 3, { kind: 'items', rule })).to.deep.equal([
      { month: '2026-03', to: '2025-04-01' },
      { month: '2026-04', from: '2025-04-01', to: '2025-05-01' },
      { month: '2026-05', from: '2025-05-01', to: '2025-06-01' },
    ]);
    expect(monthsAhead('2026-03-04', 3, { kind: 'accounts', rule })).to.deep.equal([]);
  });

  it('follows a rule that begins later: a longer time leaves months out', () => {
    const rule = (date: string) => row(date >= '2026-04-15' ? { itemMonths: 24 } : {});
    expect(monthsAhead('2026-03-04', 4, { kind: 'items', rule }).map(({ month }) => month)).to.deep.equal([
      '2026-03',
    ]);
    const shorter = (date: string) => row(date >= '2026-04-15' ? { itemMonths: 6 } : {});
    expect(monthsAhead('2026-03-04', 2, { kind: 'items', rule: shorter })[1]).to.deep.equal({
      ...{ month: '2026-04', from: '2025-04-01', to: '2025-11-01' },
    });
  });
});
