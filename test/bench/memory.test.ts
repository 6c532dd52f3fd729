import { expect } from 'chai';
import { isMemoryMet } from '../../bench/dialogues.ts';

describe('bench: the memory of a connection', () => {
  it('fails where it says nothing, whatever the ratio', () => {
    const judge = (ours: number, bare: number) => isMemoryMet({ ours, bare, ratio: ours / bare });
    expect(judge(14_000, 10_600)).to.equal(true);
    expect(judge(17_000, 10_600), 'more than the goal').to.equal(false);
    for (const [ours, bare] of [
      [-2_000, 9_000],
      [9_000, -2_000],
      [-3_000, -2_500],
      [12, 10_600],
      [Number.NaN, 10_600],
    ] as const)
      expect(judge(ours, bare), `${ours} beside ${bare}`).to.equal(false);
  });
});
