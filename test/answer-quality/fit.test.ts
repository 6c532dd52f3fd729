import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { collected, logit } from '../../server/answer-quality/fit/by-name.ts';
import { isHeldOut } from '../../server/answer-quality/fit/held-out.ts';
import { inputsDigest } from '../../server/answer-quality/fit/inputs.ts';
import { minimum } from '../../server/answer-quality/fit/minimum.ts';
import { judged, type Lesson, learned, lessonOf, refitted } from '../../server/answer-quality/fit/refit.ts';
import {
  pairsOf,
  pointsAsked,
  readScenarios,
  swappedPairs,
} from '../../server/answer-quality/fit/scenarios.ts';
import { type Example, foldOf, train } from '../../server/answer-quality/fit/train.ts';
import { loadAnswerRules } from '../../server/answer-quality/rule-set.ts';
import { type Features, Scales } from '../../server/answer-quality/rules/linear.ts';
import { sentenceFeatures } from '../../server/answer-quality/rules/sentence-features.ts';
import type { LinearWeights } from '../../server/answer-quality/rules/types.ts';
import {
  askedOf,
  evidenceIn,
  gather,
  pairsFeatures,
  weighSentences,
} from '../../server/answer-quality/rules/weigh.ts';
import { assessAnswer } from '../../server/answer-quality/rules.ts';
import { projectFile } from '../../server/platform/project-files.ts';

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

const WHOLE = `## bin
q When is the bin emptied? Who does it?
w clear 1,2/2
wx Thank you.
w+1 On Monday.
w+2 Ms Hoa does.
w partial 1/2
w+1 On Tuesday.
w vague -/2
wx Bins matter.`;

describe('answers written as one', () => {
  const whole = readScenarios(WHOLE, 'en', [])[0]!;

  it('keep their labels, and the points of each part', () => {
    const pairs = pairsOf(whole);
    expect(pairs.map(({ verdict, answered }) => [verdict, answered])).to.deep.equal([
      ['clear', [true, true]],
      ['partial', [true, false]],
      ['vague', [false, false]],
    ]);
    expect(pairs[0]!.answer).to.equal('Thank you. On Monday. Ms Hoa does.');
    expect(pairs[0]!.spans.map(({ kind, points }) => [kind, points])).to.deep.equal([
      ['empty', []],
      ['full', [0]],
      ['full', [1]],
    ]);
    expect(pointsAsked(whole)).to.equal(2);
  });

  it('know the point of a part without a number where one is answered only', () => {
    const [pair] = pairsOf(readScenarios('## a\nq Who? When?\nw partial 2/2\nw+ On Monday.', 'en', [])[0]!);
    expect(pair!.spans[0]!.points).to.deep.equal([1]);
  });

  it('refuse parts without an answer, and answers without a verdict', () => {
    expect(() => readScenarios('## a\nq Who?\nw+ Ms Hoa.', 'en', [])).to.throw('line 3');
    expect(() => readScenarios('## a\nq Who?\nw good 1/1', 'en', [])).to.throw('line 3');
  });

  it('answer nothing beside another question', () => {
    const many = Array.from(
      { length: 20 },
      (_, at) => readScenarios(WHOLE.replace('bin', `bin ${at}`), 'en', [])[0]!,
    );
    for (const pair of swappedPairs(many))
      expect([pair.verdict, pair.answered]).to.deep.equal(['vague', [false, false]]);
  });
});

describe('minimum', () => {
  it('finds the lowest place of a narrow valley', () => {
    const bowl = (at: Float64Array, slope: Float64Array) => {
      slope[0] = 200 * (at[0]! - 3);
      slope[1] = 2 * (at[1]! + 1);
      return 100 * (at[0]! - 3) ** 2 + (at[1]! + 1) ** 2;
    };
    const [x, y] = minimum(bowl, new Float64Array(2));
    expect(x).to.be.closeTo(3, 0.01);
    expect(y).to.be.closeTo(-1, 0.05);
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
  const way = { classes: 2, reach: 1, groupsNeeded: 3 };

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

describe('the weights in force', () => {
  it('were fitted on the data and the lists that stand here', () => {
    const { made } = JSON.parse(readFileSync(projectFile('data/seed/answer-rules/weights.json'), 'utf8'));
    expect(made.inputs, 'run node --import tsx server/answer-quality/fit.ts').to.equal(inputsDigest());
  });

  it('know nothing of the writers by whom they are judged', () => {
    expect(['vib2-g55', 'ena2-g01', 'rua2-g9'].every((group) => isHeldOut({ group }))).to.equal(true);
    expect(['vi-b-112', 'en-own01', 'ru-a-3', 'ukp-300034'].some((group) => isHeldOut({ group }))).to.equal(
      false,
    );
  });
});

describe('what reviewers teach', () => {
  const rules = loadAnswerRules();
  const known = Object.keys(rules.model.verdict.clear.weights)[0]!;
  /** Reviewers call clear what the check calls partial, where one feature stands. */
  const lessons = (count: number) =>
    Array.from(
      { length: count },
      (_, at): Lesson => ({
        features: new Map(at % 2 ? [[known, 1]] : []),
        decision: { leaning: [-0.2, -2], points: [0.9], allYetPartial: 0.15 },
        verdict: at % 2 ? 'clear' : 'partial',
      }),
    );

  it('moves the verdict to where reviewers judge otherwise, the further the more of them there are', () => {
    const [without, having] = lessons(2) as [Lesson, Lesson];
    expect([judged(without), judged(having)]).to.deep.equal(['partial', 'partial']);
    const moved = [10, 40, 160].map((count) => learned(lessons(count)).clear.weights[known]!);
    expect(moved[0]).to.be.greaterThan(0.01);
    expect(moved[1]).to.be.greaterThan(moved[0]!);
    expect(moved[2]).to.be.greaterThan(moved[1]!);
    const much = learned(lessons(160));
    expect([judged(without, much), judged(having, much)]).to.deep.equal(['partial', 'clear']);
    const once = refitted(rules.model, much);
    expect(once.verdict).to.equal(rules.model.verdict);
    expect(once.learned!.clear.weights[known]).to.equal(moved[2]!);
    expect(refitted(once, much).learned!.clear.weights[known]).to.equal(2 * moved[2]!);
  });

  it('leaves the weights where they are when there is nothing to learn from', () => {
    const { learned: nothing, ...rest } = refitted(rules.model, learned([]));
    expect(rest).to.deep.equal(rules.model);
    expect([nothing!.clear.weights, nothing!.vague.weights]).to.deep.equal([{}, {}]);
  });

  it('sees an answer as the check sees it, and learns nothing from one that says nothing', () => {
    const asked = { language: 'en', question: 'When is the lamp repaired?' } as const;
    for (const answer of [
      'Mr Hai repairs the lamp on 14 August.',
      'We note it.',
      '',
      'Mr Hai has the key.',
    ]) {
      const lesson = lessonOf({ ...asked, answer }, 'clear', rules);
      expect(judged(lesson), answer).to.equal(assessAnswer({ ...asked, answer }, rules).verdict);
      expect(Boolean(lesson.features), answer).to.equal(answer.startsWith('Mr'));
    }
  });
});

describe('features', () => {
  it('weigh the same told at once and collected by name', () => {
    const rules = loadAnswerRules();
    const { model } = rules;
    for (const pair of [...pairsOf(scenario), ...pairsOf(readScenarios(WHOLE, 'en', [])[0]!)]) {
      const material = gather(pair, rules);
      const sentences = weighSentences(material, model);
      const { full, soft } = model.sentence.en;
      const asked = askedOf(material);
      const told: [Features, LinearWeights, LinearWeights?][] = [
        ...sentences.map((_, at): [Features, LinearWeights, LinearWeights] => [
          sentenceFeatures(material.reading, at, asked),
          full,
          soft,
        ]),
        ...pairsFeatures(material, sentences)
          .flat()
          .map((features): [Features, LinearWeights] => [features, model.pair]),
        [evidenceIn(material, rules).features, model.verdict.clear, model.verdict.vague],
      ];
      for (const [features, first, second] of told) {
        const [one, two] = new Scales(first, second).weigh(features);
        const values = collected(features);
        expect(one).to.be.closeTo(logit(first, values), 1e-9);
        expect(two).to.be.closeTo(second ? logit(second, values) : 0, 1e-9);
      }
    }
  });
});
