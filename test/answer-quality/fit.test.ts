import { expect } from 'chai';
import { pairsOf, readScenarios } from '../../server/answer-quality/fit/scenarios.ts';
import { type Example, foldOf, train } from '../../server/answer-quality/fit/train.ts';

const TEXT = `## lamp
q Who mends the lamp, and when?
1+ Mr Hai mends it.
1* He has the key.
1x Lamps are useful.
2+ On 4 May.
2x Time is precious.
e There are 600 lamps.
i Dear resident,
v We note your letter.`;

const scenario = readScenarios(TEXT, 'en', ['As ruled, '])[0]!;

describe('scenarios', () => {
  const pairs = pairsOf(scenario);

  it('give labels that follow from their parts', () => {
    for (const pair of pairs) {
      const answered = pair.answered.filter(Boolean).length;
      expect(answered, pair.answer).to.equal({ clear: 2, partial: 1, vague: 0 }[pair.verdict]);
      expect(pair.answer.includes('r Hai'), pair.answer).to.equal(pair.answered[0]);
      expect(pair.answer.includes('4 May'), pair.answer).to.equal(pair.answered[1]);
    }
    expect(new Set(pairs.map((pair) => pair.verdict))).to.deep.equal(new Set(['clear', 'partial', 'vague']));
  });

  it('say where each part of an answer ends', () => {
    for (const { answer, spans } of pairs) expect(spans.at(-1)!.end).to.equal(answer.length);
  });

  it('put a stock phrase before a clear answer', () => {
    expect(pairs.find((pair) => pair.answer.startsWith('As ruled, mr Hai'))?.verdict).to.equal('clear');
  });

  it('go on under the same name, and name a line that has no key', () => {
    expect(readScenarios(`${TEXT}\n## lamp\nv Soon.`, 'en', [])[0]!.vague).to.have.length(2);
    expect(() => readScenarios('## a\nz what', 'en', [])).to.throw('line 2');
  });
});

describe('train', () => {
  const examples: Example[] = Array.from({ length: 60 }, (_, at) => ({
    features: new Map([
      [at % 2 ? 'odd' : 'even', 1],
      [`rare${at}`, 1],
    ]),
    label: at % 2,
    weight: 1,
    group: `g${at}`,
  }));
  const way = { classes: 2, rounds: 5, rate: 0.1, decay: 0.001, groupsNeeded: 3 };

  it('learns which feature tells the classes apart and leaves rare ones out', () => {
    const [even] = train(examples, way);
    expect(even!.weights.even).to.be.greaterThan(0);
    expect(even!.weights.odd).to.be.lessThan(0);
    expect(Object.keys(even!.weights).some((name) => name.startsWith('rare'))).to.equal(false);
  });

  it('gives the same weights each time', () => {
    expect(train(examples, way)).to.deep.equal(train(examples, way));
  });

  it('keeps a group in one fold', () => {
    expect(foldOf('en/lamp', 5)).to.equal(foldOf('en/lamp', 5)).and.to.be.within(0, 4);
  });
});
