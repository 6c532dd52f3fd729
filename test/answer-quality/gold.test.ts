import { expect } from 'chai';
import { goldRows, measureGold, measureLetters } from '../../bench/answers.ts';

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

  it('real government letters are seldom judged vague', function () {
    if (!letters) return this.skip();
    expect(letters.vague).to.be.at.most(0.05);
  });
});
