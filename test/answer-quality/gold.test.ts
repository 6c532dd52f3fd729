import { expect } from 'chai';
import { fittedFigures, goldRows, measureGold, measureLetters } from '../../bench/answers.ts';

const rows = goldRows();
const letters = measureLetters();

describe('the labelled answers', () => {
  for (const language of ['vi', 'en', 'ru'] as const) {
    it(`${language}: verdicts and points reach what was asked for`, function () {
      if (!rows) {
        process.stdout.write('labelled answers are not here: skipped\n');
        return this.skip();
      }
      const figures = measureGold(rows.filter((row) => row.language === language));
      expect(figures.macroF1).to.be.at.least(0.65);
      expect(figures.pointsAskedExact).to.be.at.least(0.85);
    });
  }

  it('on rows whose groups the fit had not seen, the check beats the answer alone and is hard to fool', () => {
    const { folds } = fittedFigures();
    for (const language of ['vi', 'en', 'ru'] as const) {
      const of = (measure: string) => folds[measure]![language]![0];
      expect(of('macro-F1')).to.be.greaterThan(of('macro-F1 of the answer-only model') + 0.05);
      expect(of('clear that stays clear under a stranger’s question')).to.be.at.most(0.15);
      expect(of('clear judged vague')).to.be.at.most(0.12);
    }
  });

  it('beside writers whom the fit never saw it is as hard to fool, and seldom unfair', () => {
    const { heldOut } = fittedFigures();
    for (const language of ['vi', 'en', 'ru'] as const) {
      const of = (measure: string) => heldOut[measure]![language]![0];
      expect(of('macro-F1')).to.be.at.least(0.5);
      expect(of('clear that stays clear under a stranger’s question')).to.be.at.most(0.15);
      expect(of('caught vague freed by two empty sentences')).to.be.at.most(0.2);
      expect(of('clear judged vague')).to.be.at.most(0.1);
    }
  });

  it('real government letters are seldom judged vague', function () {
    if (!letters) return this.skip();
    expect(letters.vague).to.be.at.most(0.1);
  });
});
