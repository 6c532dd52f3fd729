import { expect } from 'chai';
import { dutyState, readYear } from '../../server/accountability/dialogue-duty/rules.ts';

describe('the duty to hold dialogues', () => {
  const state = (held: number, announced: number, over = false, perYear = 1) =>
    dutyState({ held, announced }, { perYear, over });

  it('is done when enough were held, missed when the year is over without', () => {
    expect(state(1, 0)).to.equal('held');
    expect(state(0, 0)).to.equal('open');
    expect(state(0, 1)).to.equal('announced');
    expect(state(0, 1, true)).to.equal('missed');
    expect(state(1, 0, true)).to.equal('held');
    expect(state(1, 0, false, 2)).to.equal('open');
    expect(state(1, 1, false, 2)).to.equal('announced');
  });

  it('is asked of years that have begun', () => {
    expect(readYear('2026', '2026-03-01')).to.equal(2026);
    for (const name of ['2027', '26', '20260', 'next', '1969', ''])
      expect(readYear(name, '2026-03-01'), name).to.equal(undefined);
  });
});
