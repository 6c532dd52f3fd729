import { expect } from 'chai';
import { accuracyOf, shareOf } from '../../server/quality-review/rules.ts';

describe('how well the check does on answers that reviewers have read', () => {
  it('tells shares with Wilson’s bounds', () => {
    expect(shareOf(0, 0)).to.equal(null);
    // Wilson 1927, as tables give it for 9 of 10.
    expect(shareOf(9, 10)).to.deep.equal({ part: 9, of: 10, percent: 90, low: 60, high: 98 });
    expect(shareOf(10, 10)).to.include({ percent: 100, low: 72, high: 100 });
  });

  it('counts what the check says beside what reviewers say', () => {
    const accuracy = accuracyOf([
      { check: 'clear', reviewer: 'clear', count: 6 },
      { check: 'vague', reviewer: 'clear', count: 2 },
      { check: 'vague', reviewer: 'vague', count: 2 },
    ]);
    expect(accuracy.rows.map(({ counts }) => counts)).to.deep.equal([
      [6, 0, 0],
      [0, 0, 0],
      [2, 0, 2],
    ]);
    expect(accuracy.agreement).to.include({ part: 8, of: 10 });
    expect(accuracy.clearCalledVague).to.include({ part: 2, of: 8, percent: 25 });
    expect(accuracy.macroF1).to.be.closeTo((12 / 14 + 4 / 6) / 2, 1e-9);
  });
});
