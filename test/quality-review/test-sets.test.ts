import { expect } from 'chai';
import { loadAnswerRules } from '../../server/answer-quality/index.ts';
import { onTestSets, testRows, worseOn } from '../../server/quality-review/test-sets.ts';

describe('what reviewers teach, on answers by other hands', function () {
  this.timeout(30_000);

  it('is measured by language, and weights that call everything vague are worse', () => {
    const rules = loadAnswerRules();
    const vague = { clear: { bias: -50, weights: {} }, vague: { bias: 50, weights: {} } };
    // A fifth of them tells as much, in a fifth of the time.
    const rows = testRows().filter((_, at) => at % 5 === 0);
    const sets = onTestSets(rules, { ...rules.model, learned: vague }, rows);
    expect(sets.map(({ language }) => language)).to.deep.equal(['en', 'ru', 'vi']);
    expect(sets.every((set) => set.rows > 80 && set.before > 0.5)).to.equal(true);
    expect(worseOn(sets)).to.deep.equal(['en', 'ru', 'vi']);
    expect(worseOn(onTestSets(rules, rules.model, rows))).to.deep.equal([]);
  });
});
