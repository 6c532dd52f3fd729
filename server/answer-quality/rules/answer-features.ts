import type { Features } from './linear.ts';
import type { Weighed } from './point-features.ts';
import type { PointKind } from './question-words.ts';

const COUNTED = [
  'future',
  'deadline',
  'done',
  'hedge',
  'condition',
  'ongoing',
  'yes',
  'no',
  'refuse',
  'accept',
  'reason',
  'your',
  'our',
  'public',
  'imperative',
  'courtesy',
  'visit',
  'transfer',
  'foreign',
  'process',
  'statistic',
  'values',
  'lawtext',
  'here',
  'named_action',
  'soon',
];
const ELEMENTS = [
  'date',
  'duration',
  'article',
  'document',
  'amount',
  'phone',
  'person',
  'unit',
  'money',
  'share',
  'file',
  'time',
] as const;

/** What the verdict model sees: the points' shares, the sentences' shares, cues per sentence, dates of promised action. */
export function answerFeatures(sentences: Weighed[], points: { kind: PointKind; share: number }[]): Features {
  const features: Features = new Map();
  addPoints(features, points);
  addSentences(features, sentences);
  const count = Math.max(1, sentences.length);
  for (const name of COUNTED) {
    const having = sentences.filter(({ reading }) => reading.cues[name]).length;
    features.set(`share:${name}`, having / count);
    if (having > 0) features.set(`any:${name}`, 1);
  }
  for (const name of ELEMENTS)
    if (sentences.some(({ reading }) => reading.elements[name])) features.set(`any:${name}`, 1);
  addDates(features, sentences);
  return features;
}

function addPoints(features: Features, points: { kind: PointKind; share: number }[]): void {
  const shares = points.map((point) => point.share);
  const least = Math.min(1, ...shares);
  const most = Math.max(0, ...shares);
  const mean = shares.reduce((a, b) => a + b, 0) / Math.max(1, shares.length);
  features.set('least', least);
  features.set('most', most);
  features.set('mean', mean);
  if (points.length > 1) {
    features.set('several', 1);
    features.set('several:least', least);
    features.set('several:spread', most - least);
    features.set('several:mean', mean);
  } else {
    features.set('single:share', least);
    if (points[0]) features.set(`single:${points[0].kind}`, 1);
  }
  if (points.some((point) => point.kind === 'when')) features.set('asks-when', 1);
  if (points.some((point) => point.kind === 'request')) features.set('asks-action', 1);
}

function addSentences(features: Features, sentences: Weighed[]): void {
  const count = Math.max(1, sentences.length);
  const sum = { full: 0, soft: 0, most: 0, mostSoft: 0 };
  for (const sentence of sentences) {
    sum.full += sentence.full;
    sum.soft += sentence.soft;
    sum.most = Math.max(sum.most, sentence.full);
    sum.mostSoft = Math.max(sum.mostSoft, sentence.soft);
  }
  features.set('full:mean', sum.full / count);
  features.set('soft:mean', sum.soft / count);
  features.set('full:sum', Math.min(4, sum.full));
  features.set('soft:sum', Math.min(4, sum.soft));
  features.set('full:most', sum.most);
  features.set('soft:most', sum.mostSoft);
  features.set('empty:sum', Math.min(6, count - sum.full - sum.soft));
  features.set('length', Math.log(count));
  features.set('last:full', sentences.at(-1)?.full ?? 0);
  features.set('last:soft', sentences.at(-1)?.soft ?? 0);
  features.set('first:full', sentences[0]?.full ?? 0);
}

function addDates(features: Features, sentences: Weighed[]): void {
  const promises = sentences.filter(({ reading }) => reading.cues.future || reading.cues.ongoing);
  const dated = promises.filter(({ reading }) => reading.elements.date || reading.elements.duration);
  const ahead = sentences.some(
    ({ reading }) => reading.elements.date && (reading.cues.future || reading.cues.deadline),
  );
  if (ahead) features.set('date-ahead', 1);
  if (promises.length > dated.length) features.set('promise-undated', 1);
  if (promises.length > 0 && dated.length === 0) features.set('no-promise-dated', 1);
  if (sentences.some(({ reading }) => reading.phrases.length > 0)) features.set('phrase', 1);
  const undatedSoft = sentences.filter(({ reading, soft }) => soft > 0.3 && !reading.elements.date).length;
  features.set('soft-undated', Math.min(2, undatedSoft));
}
