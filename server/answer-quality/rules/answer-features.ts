import type { Features } from './linear.ts';
import type { Weighed } from './point-features.ts';
import type { PointKind } from './question-words.ts';

const COUNTED = [
  'future',
  'hedge',
  'condition',
  'ongoing',
  'yes',
  'no',
  'refuse',
  'accept',
  'reason',
  'your',
  'public',
  'imperative',
  'courtesy',
  'visit',
  'foreign',
  'process',
  'statistic',
  'values',
  'lawtext',
  'named_action',
  'soon',
];

export interface SharedPoint {
  kind: PointKind;
  /** How far the point is answered, 0–1. */
  share: number;
}

/** What tells a vague answer: how the points fare, what its sentences are made of. */
export function vagueFeatures(sentences: Weighed[], points: SharedPoint[]): Features {
  const features: Features = new Map();
  const shares = points.map((point) => point.share);
  features.set('most', most(shares));
  features.set('mean', mean(shares));
  if (points.length > 1) features.set('several', 1);
  const substance = sentences.map(({ full, soft }) => full + soft);
  features.set('substance:mean', mean(substance));
  features.set('substance:most', most(substance));
  features.set('substance:sum', Math.min(4, sum(substance)));
  features.set('substance:first', substance[0] ?? 0);
  features.set('full:most', most(sentences.map(({ full }) => full)));
  features.set('length', Math.log(Math.max(1, sentences.length)));
  for (const name of COUNTED) {
    features.set(`share:${name}`, mean(sentences.map(({ reading }) => (reading.cues[name] ? 1 : 0))));
  }
  return features;
}

/** What tells a clear answer from a partial one: the weakest point, promises without a date, soft sentences. */
export function clearFeatures(sentences: Weighed[], points: SharedPoint[]): Features {
  const features: Features = new Map();
  const shares = points.map((point) => point.share);
  if (points.length > 1) {
    features.set('several', 1);
    features.set('least', Math.min(...shares));
    features.set('spread', Math.max(...shares) - Math.min(...shares));
    features.set('below', shares.filter((share) => share < 0.5).length / shares.length);
  }
  features.set('full', mean(sentences.map(({ full }) => full)));
  features.set('last', sentences.at(-1)?.full ?? 0);
  features.set('soft', most(sentences.map(({ soft }) => soft)));
  features.set('soft-sum', Math.min(3, sum(sentences.map(({ soft }) => soft))));
  addPromises(features, sentences);
  if (points.some(({ kind }) => kind === 'when')) features.set('asks-when', 1);
  for (const name of ['hedge', 'soon', 'condition', 'ongoing']) {
    features.set(`share:${name}`, mean(sentences.map(({ reading }) => (reading.cues[name] ? 1 : 0))));
  }
  return features;
}

function addPromises(features: Features, sentences: Weighed[]): void {
  const promises = sentences.filter(({ reading }) => reading.cues.future || reading.cues.ongoing);
  const dated = promises.filter(
    ({ reading }) => reading.elements.date || reading.elements.duration || reading.elements.time,
  );
  const ahead = sentences.some(
    ({ reading }) =>
      reading.elements.date && (reading.cues.future || reading.cues.due || reading.cues.deadline),
  );
  if (ahead) features.set('date-ahead', 1);
  if (promises.length > dated.length) features.set('promise-undated', 1);
  if (promises.length > 0 && dated.length === 0) features.set('no-promise-dated', 1);
  if (sentences.some(({ reading }) => reading.elements.person)) features.set('person', 1);
}

/** Without spreading: a hostile text may have a hundred thousand sentences. */
function most(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}
