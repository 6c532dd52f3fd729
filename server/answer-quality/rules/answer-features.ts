import { type Features, named } from './linear.ts';
import { leaning, type Weighed } from './pair-features.ts';
import type { PointKind } from './question-words.ts';

/** How common these cues are in an answer tells its kind. */
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
/** These matter where something is answered. */
const WITH_SUBSTANCE = {
  elements: ['date', 'duration', 'time', 'article', 'document', 'person', 'unit', 'money', 'amount', 'phone'],
  cues: ['future', 'hedge', 'condition', 'ongoing', 'soon', 'due', 'done', 'reason', 'refuse'],
} as const;

export interface SharedPoint {
  kind: PointKind;
  /** How far the point is answered, 0–1. */
  share: number;
}

/** What the verdict looks at: how the points fare, what the sentences are made of. */
export function answerFeatures(sentences: Weighed[], points: SharedPoint[], touched: number): Features {
  const features: Features = new Map([
    ['touched', Math.min(1, touched / 4)],
    ['touched:little', Math.max(0, 1 - touched / 1.5)],
    ['touched:hardly', touched < 0.5 ? 1 : 0],
  ]);
  addSubstance(features, sentences);
  addPoints(features, points);
  for (const name of COUNTED)
    features.set(named('share:', name), mean(sentences.map(({ reading }) => (reading.cues[name] ? 1 : 0))));
  const bestWith = (has: (sentence: Weighed) => unknown): number =>
    sentences.reduce((best, each) => (has(each) ? Math.max(best, each.full + each.soft) : best), 0);
  for (const name of WITH_SUBSTANCE.elements)
    features.set(
      named('with:', name),
      bestWith(({ reading }) => reading.elements[name]),
    );
  for (const name of WITH_SUBSTANCE.cues)
    features.set(
      named('with:', named(name, ':cue')),
      bestWith(({ reading }) => reading.cues[name]),
    );
  return features;
}

function addSubstance(features: Features, sentences: Weighed[]): void {
  const full = sentences.map((sentence) => sentence.full);
  const soft = sentences.map((sentence) => sentence.soft);
  const both = sentences.map((sentence) => sentence.full + sentence.soft);
  const none = both.reduce((share, one) => share * (1 - one), 1);
  const ordered = [...both].sort((a, b) => b - a);
  const values = {
    'substance:most': ordered[0] ?? 0,
    'substance:leaning': leaning(ordered[0] ?? 0),
    'substance:second': ordered[1] ?? 0,
    'substance:mean': mean(both),
    'substance:sum': Math.min(4, sum(both)),
    'substance:squares': sum(both.map((share) => share * share)),
    'substance:first': both[0] ?? 0,
    'substance:last': both.at(-1) ?? 0,
    'substance:any': Math.log(1 - none + 1e-3),
    'substance:none': sum(both.map((share) => Math.log(1 - share + 1e-3))),
    'full:most': most(full),
    'full:leaning': leaning(most(full)),
    'full:mean': mean(full),
    'full:sum': Math.min(4, sum(full)),
    'soft:most': most(soft),
    'soft:leaning': leaning(most(soft)),
    'soft:sum': Math.min(3, sum(soft)),
    'soft:last': soft.at(-1) ?? 0,
    length: Math.log(Math.max(1, sentences.length)),
  };
  for (const [name, value] of Object.entries(values)) features.set(name, value);
}

function addPoints(features: Features, points: SharedPoint[]): void {
  // An empty question asks nothing that could be answered.
  const shares = points.length > 0 ? points.map(({ share }) => share) : [0];
  const least = Math.min(...shares);
  const highest = Math.max(...shares);
  const values = {
    least,
    'least:leaning': leaning(least),
    'most:leaning': leaning(highest),
    most: highest,
    mean: mean(shares),
  };
  for (const [name, value] of Object.entries(values)) {
    features.set(named('points:', name), value);
    features.set(named(points.length > 1 ? 'several:' : 'single:', name), value);
  }
  if (points.length > 1) features.set('several', 1);
  if (points.length > 2) features.set('three', 1);
  for (const { kind } of points) features.set(named('asks:', kind), 1);
}

/** Without spreading: a hostile text may have thousands of sentences. */
function most(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}
