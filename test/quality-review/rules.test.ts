import { expect } from 'chai';
import {
  bestShift,
  chosenFor,
  inSample,
  macroF1,
  percent,
  type ReviewedCase,
  refit,
  SHIFTS,
  type Verdict,
} from '../../server/quality-review/rules.ts';

const code = (number: number) => `PA-2026-${String(number).padStart(6, '0')}.1`;

describe('quality review: rules', () => {
  it('chooses about as many as it should, evenly, and the same each time', () => {
    const names = Array.from({ length: 10_000 }, (_, at) => code(at + 1));
    for (const wanted of [5, 7, 10]) {
      const chosen = names.filter((name) => inSample(name, wanted));
      expect(chosen.length / 100).to.be.within(wanted - 1, wanted + 1);
      expect(names.filter((name) => inSample(name, wanted))).to.deep.equal(chosen);
      const early = chosen.filter((name) => name < code(5001)).length;
      expect(early / chosen.length).to.be.within(0.42, 0.58);
    }
    expect(names.some((name) => inSample(name, 0))).to.equal(false);
  });

  it('chooses all that were sent against the check, and all rated badly', () => {
    const answer = { name: code(1), percent: 0, overridden: true, corrected: false, ratedBadly: true };
    expect(chosenFor(answer)).to.deep.equal(['rated-badly', 'overridden']);
    expect(chosenFor({ ...answer, overridden: false, ratedBadly: false })).to.deep.equal([]);
    expect(chosenFor({ ...answer, overridden: false, ratedBadly: false, percent: 100 })).to.deep.equal([
      'sample',
    ]);
  });

  it('measures agreement', () => {
    const judged = (check: Verdict, reviewer: Verdict) => ({ check, reviewer });
    expect(macroF1([judged('clear', 'clear'), judged('vague', 'vague')])).to.equal(1);
    expect(macroF1([judged('clear', 'vague')])).to.equal(0);
    expect(macroF1([judged('clear', 'clear'), judged('clear', 'vague')])).to.be.closeTo(1 / 3, 1e-9);
    expect(percent(2, 3)).to.equal(67);
    expect(percent(0, 0)).to.equal(null);
  });

  /** Reviewers find clear what the check calls partial, unless `clear` moves up by one. */
  const cases: ReviewedCase[] = Array.from({ length: 40 }, (_, at) => ({
    name: code(at + 1),
    reviewer: at % 2 ? 'clear' : 'vague',
    under: SHIFTS.map(({ clear, vague }): Verdict => {
      if (at % 2) return clear >= 1 ? 'clear' : 'partial';
      return vague < 0 ? 'partial' : 'vague';
    }),
  }));

  it('finds the smallest shift that brings check and reviewers together', () => {
    expect(SHIFTS[0]).to.deep.equal({ vague: 0, clear: 0 });
    expect(SHIFTS[bestShift(cases)]).to.deep.equal({ vague: 0, clear: 1 });
    const { before, after, crossValidated } = refit(cases);
    expect(before).to.be.lessThan(0.7);
    expect([after, crossValidated]).to.deep.equal([1, 1]);
  });

  it('leaves alone what is right', () => {
    const right = cases.map((each) => ({ ...each, under: SHIFTS.map(() => each.reviewer) }));
    expect(refit(right).shift).to.deep.equal({ vague: 0, clear: 0 });
  });
});
