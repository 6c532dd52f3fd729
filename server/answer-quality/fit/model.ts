import { answerFeatures, type SharedPoint } from '../rules/answer-features.ts';
import type { Leaning } from '../rules/decide.ts';
import { logistic } from '../rules/linear.ts';
import type { Weighed } from '../rules/pair-features.ts';
import { topicsIn } from '../rules/reading.ts';
import { sentenceFeatures } from '../rules/sentence-features.ts';
import type { AnswerModel, AnswerRules, Language, LinearWeights } from '../rules/types.ts';
import {
  askedOf,
  gather,
  pairsFeatures,
  pointsFeatures,
  standingOf,
  weighSentences,
} from '../rules/weigh.ts';
import { collected, type FeatureValues, logit } from './by-name.ts';
import { type Below, FOLDS, LANGUAGES, type Sample } from './sample.ts';
import type { Pair, Span } from './scenarios.ts';
import { type Example, foldOf, train, type Way } from './train.ts';

const SENTENCE: Way = { classes: 3, reach: 0.2, groupsNeeded: 4 };
const PAIR: Way = { classes: 2, reach: 0.1, groupsNeeded: 5 };
const POINT: Way = { classes: 2, reach: 0.05, groupsNeeded: 5, scaled: true };
const VERDICT: Way = { classes: 3, reach: 0.02, groupsNeeded: 5, scaled: true };
/** Composed answers are many and alike: they count less than those written as one; copies teach only the trees. */
const COUNTS: Record<Pair['made'], number> = {
  whole: 1,
  contrast: 1,
  composed: 0.3,
  swapped: 0.1,
  stranger: 0,
  padded: 0,
  joined: 0,
  filler: 0.1,
};
const COPIES = new Set<Pair['made']>(['stranger', 'padded', 'joined']);
/** Nobody labelled the sentences of contrast rows; of a vague answer all are empty, of a clear one most are full. */
const WHOLLY = { vague: 2, clear: 1, partial: 0 };

type SentenceModel = AnswerModel['sentence'][Language];

/** How telling each topic is, 0–1, by the number of situations of its language that speak of it; those not named are 1. */
export function tellingTopics(pairs: Pair[], rules: AnswerRules): AnswerModel['telling'] {
  const of = (language: Language) => pairs.filter((pair) => pair.language === language);
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, tellingIn(of(language), rules)]),
  ) as AnswerModel['telling'];
}

/** A topic met less often has the full weight: its count says little. */
const OFTEN = 4;

function tellingIn(pairs: Pair[], rules: AnswerRules): Record<string, number> {
  const met = new Map<string, Set<string>>();
  const whole = pairs.filter(({ made }) => made === 'whole');
  for (const { question, answer, language, scenario } of whole) {
    for (const topic of topicsIn(`${question} ${answer}`, language, rules)) {
      const known = met.get(topic);
      if (known) known.add(scenario);
      else met.set(topic, new Set([scenario]));
    }
  }
  const count = new Set(whole.map(({ scenario }) => scenario)).size;
  const weight = (seen: number) => Math.round((100 * Math.log(count / seen)) / Math.log(count / OFTEN)) / 100;
  return Object.fromEntries(
    [...met]
      .filter(([, seen]) => seen.size > OFTEN)
      .map(([topic, seen]) => [topic, weight(seen.size)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function prepareSamples(pairs: Pair[], rules: AnswerRules): Sample[] {
  return pairs.map((pair) => ({ pair, material: gather(pair, rules), fold: foldOf(pair.scenario, FOLDS) }));
}

/** A sentence of a swapped answer is none the emptier for it: what misses, only the verdict learns from them. */
function given(samples: Sample[]): Sample[] {
  return samples.filter(({ pair }) => pair.made !== 'swapped' && !COPIES.has(pair.made));
}

function spanAt(pair: Pair, start: number): Span | undefined {
  return pair.spans.find(({ end }) => start < end);
}

function sentenceExamples(samples: Sample[]): Example[] {
  const seen = new Set<string>();
  const examples: Example[] = [];
  for (const { pair, material } of given(samples)) {
    const weight = pair.made === 'contrast' ? WHOLLY[pair.verdict] : 1;
    if (weight === 0) continue;
    material.reading.sentences.forEach((sentence, at) => {
      const text = material.reading.text.slice(sentence.start, sentence.end);
      const kind = spanAt(pair, sentence.start)?.kind ?? 'empty';
      const key = `${pair.scenario} ${kind} ${text} ${at === 0}`;
      if (pair.made === 'composed' && seen.has(key)) return;
      seen.add(key);
      examples.push({
        features: collected(sentenceFeatures(material.reading, at, askedOf(material))),
        label: ['full', 'soft', 'empty'].indexOf(kind),
        weight,
        group: pair.scenario,
      });
    });
  }
  return examples;
}

function sentenceModel(samples: Sample[]): SentenceModel {
  const [full, soft] = train(sentenceExamples(samples), SENTENCE) as [LinearWeights, LinearWeights];
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

const weightOf = ({ pair }: Sample): number => COUNTS[pair.made];

type PairRows = Map<Sample, FeatureValues[][]>;

/** Sentences of which it is known which points they answer. */
function pairModel(samples: Sample[], rows: PairRows): LinearWeights {
  const examples = given(samples).flatMap((sample) =>
    sample.material.reading.sentences.flatMap((sentence, at) => {
      const points = spanAt(sample.pair, sentence.start)?.points;
      if (!points) return [];
      return rows.get(sample)!.map(
        (row, which): Example => ({
          features: row[at]!,
          label: points.includes(which) ? 0 : 1,
          weight: weightOf(sample),
          group: sample.pair.scenario,
        }),
      );
    }),
  );
  return train(examples, PAIR)[0]!;
}

type PointRows = Map<Sample, FeatureValues[]>;

function pointModel(samples: Sample[], rows: PointRows): LinearWeights {
  const examples = given(samples).flatMap((sample) =>
    rows.get(sample)!.flatMap((features, at): Example[] => {
      const answered = sample.pair.answered[at];
      if (answered === undefined) return [];
      return [{ features, label: answered ? 0 : 1, weight: weightOf(sample), group: sample.pair.scenario }];
    }),
  );
  return train(examples, POINT)[0]!;
}

type VerdictModel = AnswerModel['verdict'];
type VerdictRows = Map<Sample, FeatureValues>;
/** The last is the reference. */
const VERDICTS = ['clear', 'vague', 'partial'];

function verdictModel(samples: Sample[], rows: VerdictRows): VerdictModel {
  const examples = samples
    .filter((sample) => weightOf(sample) > 0)
    .map(
      (sample): Example => ({
        features: rows.get(sample)!,
        label: VERDICTS.indexOf(sample.pair.verdict),
        weight: weightOf(sample),
        group: sample.pair.scenario,
      }),
    );
  const [clear, vague] = train(examples, VERDICT) as [LinearWeights, LinearWeights];
  return { clear, vague };
}

export interface FittedLinear {
  linear: Omit<AnswerModel, 'judge' | 'learned'>;
  /** What models that never saw the pair's scenario say, per sample. */
  below: Map<Sample, Below>;
}

/** Fits each part on what the parts before it, fitted without the scenario, say of it. */
export function fitLinear(samples: Sample[], telling: AnswerModel['telling']): FittedLinear {
  const sentence = {} as AnswerModel['sentence'];
  const weighed = new Map<Sample, Weighed[]>();
  for (const language of LANGUAGES) {
    const own = samples.filter(({ pair }) => pair.language === language);
    if (own.length === 0) continue;
    sentence[language] = sentenceModel(own);
    for (const [sample, result] of crossFitted(own, sentenceModel, weighedBy)) weighed.set(sample, result);
  }
  const rowsOf = <T>(make: (sample: Sample) => T): Map<Sample, T> =>
    new Map(samples.map((sample) => [sample, make(sample)]));
  const pairRows = rowsOf((sample) =>
    pairsFeatures(sample.material, weighed.get(sample)!).map((row) => row.map(collected)),
  );
  const pairs = crossFitted(
    samples,
    (rest) => pairModel(rest, pairRows),
    (model, sample) => pairRows.get(sample)!.map((row) => row.map((each) => logistic(logit(model, each)))),
  );
  const pointRows = rowsOf((sample) =>
    pointsFeatures(standingOf(sample.material, weighed.get(sample)!, pairs.get(sample)!)).map(collected),
  );
  const shares = crossFitted(
    samples,
    (rest) => pointModel(rest, pointRows),
    (model, sample) => sharesOf(model, sample, pointRows),
  );
  const rows = rowsOf((sample) =>
    collected(answerFeatures(weighed.get(sample)!, shares.get(sample)!, sample.material.touched)),
  );
  const base = crossFitted(
    samples,
    (rest) => verdictModel(rest, rows),
    ({ clear, vague }, sample): Leaning => {
      const features = rows.get(sample)!;
      return [logit(clear, features), logit(vague, features)];
    },
  );
  const below = rowsOf((sample) => ({
    sentences: weighed.get(sample)!,
    pairs: pairs.get(sample)!,
    shares: shares.get(sample)!.map(({ share }) => share),
    base: base.get(sample)!,
  }));
  const pair = pairModel(samples, pairRows);
  const point = pointModel(samples, pointRows);
  return { linear: { sentence, telling, pair, point, verdict: verdictModel(samples, rows) }, below };
}

function sharesOf(model: LinearWeights, sample: Sample, rows: PointRows): SharedPoint[] {
  return rows.get(sample)!.map((features, at) => ({
    kind: sample.material.points[at]!.kind,
    share: logistic(logit(model, features)),
  }));
}
