import { expect } from 'chai';
import {
  chosenFor,
  inSample,
  type Learner,
  macroF1,
  percent,
  refit,
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

  /** The check calls everything partial; reviewers find half of it clear, and what it is made of tells which. */
  const cases = Array.from({ length: 40 }, (_, at) => ({
    name: code(at + 1),
    reviewer: (at % 2 ? 'clear' : 'partial') as Verdict,
    odd: at % 2 === 1,
  }));
  type Case = (typeof cases)[number];
  const learner: Learner<Case, boolean> = {
    learn: (some) => some.some(({ odd, reviewer }) => odd && reviewer === 'clear'),
    judge: (oddIsClear, { odd }) => (oddIsClear && odd ? 'clear' : 'partial'),
  };

  it('tells what a refit is worth, also on answers that it has not seen', () => {
    const { weights, before, after, crossValidated } = refit(cases, learner);
    expect(weights).to.equal(true);
    expect(before).to.be.lessThan(0.5);
    expect([after, crossValidated]).to.deep.equal([1, 1]);
  });

  it('is worth nothing when it only remembers', () => {
    const byHeart: Learner<Case, Map<string, Verdict>> = {
      learn: (some) => new Map(some.map(({ name, reviewer }) => [name, reviewer])),
      judge: (known, { name }) => known?.get(name) ?? 'partial',
    };
    const { before, after, crossValidated } = refit(cases, byHeart);
    expect([after, crossValidated]).to.deep.equal([1, before]);
  });
});
