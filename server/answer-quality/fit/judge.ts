import { answerFeatures, type SharedPoint } from '../rules/answer-features.ts';
import type { Leaning } from '../rules/decide.ts';
import { judgeFeatures } from '../rules/judge-features.ts';
import { type Features, logistic } from '../rules/linear.ts';
import { weighedBy } from '../rules/trees.ts';
import type { AnswerModel, Forest, Verdict } from '../rules/types.ts';
import {
  both,
  capped,
  isNeverVague,
  leaningOf,
  NEVER,
  pointsFeatures,
  signsOfPoints,
  standingOf,
} from '../rules/weigh.ts';
import { boosted, type Growth } from './boost.ts';
import { collected, type FeatureValues } from './by-name.ts';
import { type Below, FOLDS, type Sample } from './sample.ts';

export type Judge = Omit<AnswerModel['judge'], 'sureFrom'>;

/** What the trees say of a sample without having seen its group. */
export interface Outside {
  shares: number[];
  leaning: Leaning;
}

const POINT: Growth = {
  rounds: 120,
  depth: 3,
  rate: 0.05,
  leastChild: 4,
  pull: 3,
  columns: 0.3,
  rows: 0.7,
  forests: 3,
};
const VERDICT: Growth = { ...POINT, rounds: 90, forests: 3 };
/** Copies are many and alike: they count less than answers that somebody wrote. */
const COUNTS: Record<Sample['pair']['made'], number> = {
  contrast: 1,
  whole: 0,
  composed: 0,
  swapped: 0,
  stranger: 0.3,
  padded: 0.45,
  joined: 0.3,
  filler: 0.15,
};

const counted = ({ pair }: Sample) => COUNTS[pair.made];

interface Told {
  sample: Sample;
  told: FeatureValues;
  label: number;
}

function pointsTold(sample: Sample, below: Below): FeatureValues[] {
  const { material } = sample;
  const among = standingOf(material, below.sentences, below.pairs);
  const linear = pointsFeatures(among);
  const signs = signsOfPoints(material, among, below.shares);
  return signs.map((each, at) => collected(both(linear[at]!, each)));
}

function grown(told: Told[], growth: Growth): Forest {
  const names = [...new Set(told.flatMap((each) => [...each.told.keys()]))].sort();
  return boosted(
    names,
    {
      rows: told.map((each) => Float64Array.from(names, (name) => each.told.get(name) ?? 0)),
      labels: told.map(({ label }) => label),
      weights: told.map(({ sample }) => counted(sample)),
    },
    growth,
  );
}

/** Features that were collected, told again. */
function again(values: FeatureValues): Features {
  const names = [...values.keys()];
  const sizes = [...values.values()];
  return (to) => to.block(names, sizes);
}

type Each<T> = Map<Sample, T>;

function foldsOf(samples: Sample[]) {
  return Array.from({ length: FOLDS }, (_, fold) => ({
    rest: samples.filter((sample) => sample.fold !== fold),
    inside: samples.filter((sample) => sample.fold === fold),
  }));
}

function pointForest(samples: Sample[], told: Each<FeatureValues[]>): Forest {
  return grown(
    samples.flatMap((sample) =>
      told
        .get(sample)!
        .flatMap((each, at) =>
          sample.pair.answered[at] === undefined
            ? []
            : [{ sample, told: each, label: sample.pair.answered[at] ? 1 : 0 }],
        ),
    ),
    POINT,
  );
}

function verdictForest(samples: Sample[], told: Each<FeatureValues>, verdict: Verdict): Forest {
  return grown(
    samples.map((sample) => ({
      sample,
      told: told.get(sample)!,
      label: sample.pair.verdict === verdict ? 1 : 0,
    })),
    VERDICT,
  );
}

function judgedTold({ material }: Sample, { sentences, base }: Below, shares: number[]): FeatureValues {
  const points: SharedPoint[] = shares.map((share, at) => ({ kind: material.points[at]!.kind, share }));
  const features = answerFeatures(sentences, points, material.touched);
  return collected(judgeFeatures(material, { features, points, base }));
}

/** Fits the trees on what the linear parts say of answers that they have not seen. */
export function fitJudge(all: Sample[], below: Each<Below>): { judge: Judge; outside: Each<Outside> } {
  const samples = all.filter((sample) => counted(sample) > 0);
  const told: Each<FeatureValues[]> = new Map(
    samples.map((sample) => [sample, pointsTold(sample, below.get(sample)!)]),
  );
  const shares: Each<number[]> = new Map();
  for (const { rest, inside } of foldsOf(samples)) {
    const forest = pointForest(rest, told);
    for (const sample of inside)
      shares.set(
        sample,
        told
          .get(sample)!
          .map((each, at) => capped(logistic(weighedBy(forest, again(each))), sample.material, at)),
      );
  }
  const verdicts: Each<FeatureValues> = new Map(
    samples.map((sample) => [sample, judgedTold(sample, below.get(sample)!, shares.get(sample)!)]),
  );
  const outside: Each<Outside> = new Map();
  for (const { rest, inside } of foldsOf(samples)) {
    const [clear, vague] = (['clear', 'vague'] as const).map((verdict) =>
      verdictForest(rest, verdicts, verdict),
    );
    for (const sample of inside) {
      const features = again(verdicts.get(sample)!);
      const neverVague = isNeverVague(sample.material);
      const leaning = leaningOf(
        weighedBy(clear!, features),
        neverVague ? NEVER : weighedBy(vague!, features),
      );
      outside.set(sample, { shares: shares.get(sample)!, leaning });
    }
  }
  return {
    judge: {
      point: pointForest(samples, told),
      clear: verdictForest(samples, verdicts, 'clear'),
      vague: verdictForest(samples, verdicts, 'vague'),
    },
    outside,
  };
}
