import { clearFeatures, type SharedPoint, vagueFeatures } from '../rules/answer-features.ts';
import { type Features, logistic, logit } from '../rules/linear.ts';
import type { Weighed } from '../rules/point-features.ts';
import { read } from '../rules/reading.ts';
import { sentenceFeatures } from '../rules/sentence-features.ts';
import type { AnswerModel, AnswerRules, Language, LinearWeights } from '../rules/types.ts';
import { gather, type Material, pointsFeatures, weighSentences } from '../rules/weigh.ts';
import type { Pair } from './scenarios.ts';
import { type Example, foldOf, relative, train, type Way } from './train.ts';

export const LANGUAGES: Language[] = ['vi', 'en', 'ru'];
const FOLDS = 5;
const SENTENCE: Way = { classes: 3, rounds: 12, rate: 0.08, decay: 0.01, groupsNeeded: 4 };
const POINT: Way = { classes: 2, rounds: 60, rate: 0.1, decay: 0.004, groupsNeeded: 5 };
const VERDICT: Way = { classes: 2, rounds: 60, rate: 0.1, decay: 0.006, groupsNeeded: 5 };

export interface Sample {
  pair: Pair;
  material: Material;
  fold: number;
}

type SentenceModel = AnswerModel['sentence'][Language];

/** Topics in the questions or answers of more than a tenth of the scenarios of a language. */
export function commonTopics(pairs: Pair[], rules: AnswerRules): AnswerModel['common'] {
  return Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      commonIn(
        pairs.filter((pair) => pair.language === language),
        rules,
      ),
    ]),
  ) as AnswerModel['common'];
}

function commonIn(pairs: Pair[], rules: AnswerRules): string[] {
  const scenarios = new Map<string, Set<string>>();
  for (const pair of pairs) {
    for (const sentence of read(`${pair.question} ${pair.answer}`, pair.language, rules).sentences) {
      for (const topic of sentence.topics) {
        if (topic.startsWith('#')) continue;
        const known = scenarios.get(topic);
        if (known) known.add(pair.scenario);
        else scenarios.set(topic, new Set([pair.scenario]));
      }
    }
  }
  const count = new Set(pairs.map((pair) => pair.scenario)).size;
  return [...scenarios]
    .filter(([, seen]) => seen.size > count / 6)
    .map(([topic]) => topic)
    .sort();
}

export function prepareSamples(pairs: Pair[], rules: AnswerRules): Sample[] {
  return pairs.map((pair) => ({ pair, material: gather(pair, rules), fold: foldOf(pair.scenario, FOLDS) }));
}

function sentenceExamples(samples: Sample[]): Example[] {
  const seen = new Set<string>();
  const examples: Example[] = [];
  for (const { pair, material } of samples) {
    material.reading.sentences.forEach((sentence, at) => {
      const text = material.reading.text.slice(sentence.start, sentence.end);
      const kind = pair.spans.find((span) => sentence.start < span.end)?.kind ?? 'empty';
      const key = `${pair.scenario} ${kind} ${text} ${at === 0}`;
      if (seen.has(key)) return;
      seen.add(key);
      examples.push({
        features: sentenceFeatures(material.reading, at, material.asked),
        label: ['full', 'soft', 'empty'].indexOf(kind),
        weight: 1,
        group: pair.scenario,
      });
    });
  }
  return examples;
}

function sentenceModel(samples: Sample[]): SentenceModel {
  const [full, soft] = relative(train(sentenceExamples(samples), SENTENCE)) as [LinearWeights, LinearWeights];
  return { full, soft };
}

/** Trains on all folds but one and gives each sample what the model that never saw it says. */
function crossFitted<M, T>(
  samples: Sample[],
  learn: (rest: Sample[]) => M,
  use: (model: M, sample: Sample) => T,
): Map<Sample, T> {
  const results = new Map<Sample, T>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = learn(samples.filter((sample) => sample.fold !== fold));
    for (const sample of samples.filter((each) => each.fold === fold))
      results.set(sample, use(model, sample));
  }
  return results;
}

function weighedBy(model: SentenceModel, { material, pair }: Sample): Weighed[] {
  return weighSentences(material, { sentence: { [pair.language]: model } } as unknown as AnswerModel);
}

/** Each language counts alike, and each class in it. */
function balance(samples: Sample[]): Map<Sample, number> {
  const counts = new Map<string, number>();
  const key = ({ pair }: Sample): string => `${pair.language} ${pair.verdict}`;
  for (const sample of samples) counts.set(key(sample), (counts.get(key(sample)) ?? 0) + 1);
  return new Map(samples.map((sample) => [sample, samples.length / (9 * counts.get(key(sample))!)]));
}

type PointRows = Map<Sample, Features[]>;

function pointModel(samples: Sample[], rows: PointRows, weights: Map<Sample, number>): LinearWeights {
  const examples = samples.flatMap((sample) =>
    rows.get(sample)!.map(
      (features, at): Example => ({
        features,
        label: sample.pair.answered[at] ? 0 : 1,
        weight: weights.get(sample)!,
        group: sample.pair.scenario,
      }),
    ),
  );
  return relative(train(examples, POINT))[0]!;
}

type VerdictModel = AnswerModel['verdict'];
type VerdictRows = Map<Sample, { vague: Features; clear: Features }>;

function verdictModel(samples: Sample[], rows: VerdictRows, weights: Map<Sample, number>): VerdictModel {
  const example = (sample: Sample, features: Features, yes: boolean): Example => ({
    features,
    label: yes ? 0 : 1,
    weight: weights.get(sample)!,
    group: sample.pair.scenario,
  });
  const vague = samples.map((sample) =>
    example(sample, rows.get(sample)!.vague, sample.pair.verdict === 'vague'),
  );
  const clear = samples
    .filter(({ pair }) => pair.verdict !== 'vague')
    .map((sample) => example(sample, rows.get(sample)!.clear, sample.pair.verdict === 'clear'));
  return { vague: relative(train(vague, VERDICT))[0]!, clear: relative(train(clear, VERDICT))[0]! };
}

export interface Fitted {
  model: AnswerModel;
  /** What models that never saw the pair's scenario say, per sample: class index. */
  outside: Map<Sample, number>;
}

/** Fits sentences, then points on cross-fitted sentences, then verdicts on cross-fitted points. */
export function fitModel(samples: Sample[], common: AnswerModel['common']): Fitted {
  const weights = balance(samples);
  const sentence = {} as AnswerModel['sentence'];
  const weighed = new Map<Sample, Weighed[]>();
  for (const language of LANGUAGES) {
    const own = samples.filter(({ pair }) => pair.language === language);
    if (own.length === 0) continue;
    sentence[language] = sentenceModel(own);
    for (const [sample, result] of crossFitted(own, sentenceModel, weighedBy)) weighed.set(sample, result);
  }
  const pointRows: PointRows = new Map(
    samples.map((sample) => [sample, pointsFeatures(sample.material, weighed.get(sample)!)]),
  );
  const shares = crossFitted(
    samples,
    (rest) => pointModel(rest, pointRows, weights),
    (model, sample) => sharesOf(model, sample, pointRows),
  );
  const rows: VerdictRows = new Map(
    samples.map((sample) => [sample, verdictFeatures(weighed.get(sample)!, shares.get(sample)!)]),
  );
  const outside = crossFitted(
    samples,
    (rest) => verdictModel(rest, rows, weights),
    (model, sample) => bestOf(model, rows.get(sample)!),
  );
  const verdict = verdictModel(samples, rows, weights);
  return { model: { sentence, common, point: pointModel(samples, pointRows, weights), verdict }, outside };
}

function verdictFeatures(sentences: Weighed[], points: SharedPoint[]) {
  return { vague: vagueFeatures(sentences, points), clear: clearFeatures(sentences, points) };
}

function sharesOf(model: LinearWeights, sample: Sample, rows: PointRows): SharedPoint[] {
  return rows.get(sample)!.map((features, at) => ({
    kind: sample.material.points[at]!.kind,
    share: logistic(logit(model, features)),
  }));
}

/** Index among clear, partial, vague. */
function bestOf(model: VerdictModel, rows: { vague: Features; clear: Features }): number {
  const vague = logistic(logit(model.vague, rows.vague));
  const clear = logistic(logit(model.clear, rows.clear));
  const shares = [(1 - vague) * clear, (1 - vague) * (1 - clear), vague];
  return shares.indexOf(Math.max(...shares));
}
