import { expect } from 'chai';
import { decide, type Leaning } from '../../server/answer-quality/rules/decide.ts';

const CLEAR: Leaning = [4, -4];
const PARTIAL: Leaning = [-4, -4];
const VAGUE: Leaning = [-4, 4];
const decided = (leaning: Leaning, points: number[]) => decide({ leaning, points, allYetPartial: 0.15 });

describe('verdict and answered points', () => {
  const rows: [string, Leaning, number[], string, boolean[]][] = [
    ['a clear answer answers all', CLEAR, [0.9, 0.6, 0.2], 'clear', [true, true, true]],
    ['a vague one none', VAGUE, [0.9, 0.6, 0.2], 'vague', [false, false, false]],
    [
      'a partial one those that fare best',
      PARTIAL,
      [0.1, 0.9, 0.8, 0.2],
      'partial',
      [false, true, true, false],
    ],
    ['at least one', PARTIAL, [0.05, 0.1], 'partial', [false, true]],
    ['its only one', PARTIAL, [0.1], 'partial', [true]],
    ['all of several, where each is beyond doubt', PARTIAL, [0.99, 0.99], 'partial', [true, true]],
    ['and not all, where one is in doubt', PARTIAL, [0.99, 0.8], 'partial', [true, false]],
    [
      'in doubt between clear and partial, a weak point decides',
      [0.02, -2],
      [0.9, 0.1],
      'partial',
      [true, false],
    ],
    ['and strong points do', [0.02, -2], [0.98, 0.98], 'clear', [true, true]],
    ['likeliest vague, yet rather not', [-0.5, 0.1], [0.9, 0.8], 'partial', [true, false]],
    ['nothing asked', CLEAR, [], 'clear', []],
  ];
  for (const [name, leaning, points, verdict, answered] of rows)
    it(name, () => expect(decided(leaning, points)).to.deep.equal({ verdict, answered }));

  it('stays in bounds for twenty points without a share', () => {
    expect(decided(PARTIAL, new Array<number>(20).fill(0)).answered.filter(Boolean)).to.have.length.below(21);
  });
});
