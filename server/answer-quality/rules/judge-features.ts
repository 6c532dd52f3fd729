import type { SharedPoint } from './answer-features.ts';
import type { Leaning } from './decide.ts';
import { type Block, type Features, logistic } from './linear.ts';
import { leaning } from './pair-features.ts';
import { FAMILY_NAMES, type Signs } from './signs.ts';

const POINTS: Block = [
  'judged:least',
  'judged:most',
  'judged:mean',
  'judged:count',
  'judged:single',
  'judged:least-of-several',
  'judged:most-of-several',
  'judged:all',
  'judged:none',
  'base:clear',
  'base:vague',
];
const WHOLE: Block = [
  ...FAMILY_NAMES.map((name) => `in:${name}`),
  'fresh',
  'fresh:numbers',
  'own-case',
  'words',
  'particulars',
  'particulars:back',
  'asked-topics',
  'repeated',
];

interface Judged {
  /** Of the linear part. */
  features: Features;
  points: SharedPoint[];
  base: Leaning;
}

interface Answer {
  signs: Signs[];
  ownCase: boolean;
  particulars: { count: number; back: number };
  asked: Set<string>;
  reading: { wordCount: number; sentences: { topics: Set<string> }[] };
}

/** Nothing speaks more strongly than this. */
const FURTHEST = 6;

/** What the trees of the verdict see: the points first, then what the answer is made of. */
export function judgeFeatures(answer: Answer, { features, points, base }: Judged): Features {
  const values = [ofPoints(points, base), ofWhole(answer)] as const;
  return (to) => {
    features(to);
    to.block(POINTS, values[0]);
    to.block(WHOLE, values[1]);
  };
}

function ofPoints(points: SharedPoint[], [clear, vague]: Leaning): number[] {
  const logits = points.length > 0 ? points.map(({ share }) => leaning(share)) : [-FURTHEST];
  const least = Math.min(...logits);
  const most = Math.max(...logits);
  const several = points.length > 1;
  const product = (of: (share: number) => number) =>
    logits.reduce((all, logit) => all * of(logistic(logit)), 1);
  return [
    least,
    most,
    logits.reduce((a, b) => a + b, 0) / logits.length,
    points.length,
    several ? 0 : least,
    several ? least : 0,
    several ? most : 0,
    product((share) => share),
    product((share) => 1 - share),
    Math.max(-FURTHEST, clear),
    Math.max(-FURTHEST, vague),
  ];
}

function ofWhole({ signs, ownCase, particulars, asked, reading }: Answer): number[] {
  const count = Math.max(1, signs.length);
  let [own, repeated] = [0, 0];
  for (const { topics } of reading.sentences)
    for (const topic of topics) {
      own++;
      if (asked.has(topic)) repeated++;
    }
  return [
    ...FAMILY_NAMES.map((_, at) => signs.filter(({ families }) => families[at]! > 0).length / count),
    signs.filter(({ fresh }) => fresh.size > 0).length / count,
    signs.reduce((sum, { freshNumbers }) => sum + freshNumbers, 0) / count,
    ownCase ? 1 : 0,
    Math.log(reading.wordCount + 1),
    particulars.count,
    particulars.count > 0 ? particulars.back / particulars.count : 0.5,
    asked.size,
    own > 0 ? repeated / own : 0,
  ];
}
