import { type Features, named } from './linear.ts';
import type { PointKind } from './question-words.ts';
import type { SentenceReading } from './reading.ts';

/** One sentence weighed by the sentence model: shares of "answers in full", "answers softly". */
export interface Weighed {
  reading: SentenceReading;
  full: number;
  soft: number;
}

export interface PointToWeigh {
  kind: PointKind;
  topics: Set<string>;
  /** Topics of this point that no other point shares and that are not common to most submissions. */
  own: Set<string>;
  at: number;
  count: number;
}

/** A share as a logit that stays finite. */
export function leaning(share: number): number {
  return Math.log((share + 1e-3) / (1 - share + 1e-3));
}

/** How many topics return in a sentence, and which share of them. */
export interface Tie {
  count: number;
  share: number;
}

export function tie(sentence: SentenceReading, topics: Set<string>): Tie {
  if (topics.size === 0) return { count: 0, share: 0 };
  let count = 0;
  for (const topic of topics) if (sentence.topics.has(topic)) count++;
  return { count, share: count / topics.size };
}

/** Ties of every point's own topics to every sentence: `own[point][sentence]`. */
export function ownTies(sentences: Weighed[], points: PointToWeigh[]): Tie[][] {
  return points.map(({ own }) => sentences.map(({ reading }) => tie(reading, own)));
}

/** Answers mostly keep the order of the questions: 1 where the place in the answer fits the place of the point. */
function order(at: number, sentences: number, point: PointToWeigh): number {
  const place = sentences < 2 ? 0.5 : at / (sentences - 1);
  return 1 - Math.abs(place - point.at / Math.max(1, point.count - 1));
}

/** What the pair model sees: does this sentence answer this point? */
export function pairFeatures(
  { sentences, points, owns }: { sentences: Weighed[]; points: PointToWeigh[]; owns: Tie[][] },
  which: number,
  at: number,
): Features {
  const point = points[which]!;
  const sentence = sentences[at]!;
  const substance = sentence.full + sentence.soft;
  const own = owns[which]![at]!;
  const all = tie(sentence.reading, point.topics);
  const features: Features = new Map([
    ['substance', substance],
    ['substance:leaning', leaning(substance)],
    ['full:leaning', leaning(sentence.full)],
    ['own', own.share],
    ['own:count', Math.min(3, own.count)],
    ['all', all.share],
    ['all:count', Math.min(4, all.count)],
    ['covered', (3 * all.count) / Math.max(1, sentence.reading.topics.size)],
    ['substance&all', substance * all.share],
    [named('kind:', point.kind), 1],
  ]);
  addSigns(features, sentence.reading, point);
  if (points.length > 1) addRivals(features, { sentences, points, owns }, which, at);
  return features;
}

/** Cues and elements of the sentence beside the kind of the point. */
function addSigns(
  features: Features,
  { cues, elements }: SentenceReading,
  { kind, count }: PointToWeigh,
): void {
  const signs = [
    ...Object.keys(elements).map((name) => named('e:', name)),
    ...Object.keys(cues).map((name) => named('c:', name)),
    ...(elements.date && cues.future ? ['date-ahead'] : []),
    ...(elements.date && cues.due ? ['date-due'] : []),
    ...(Object.keys(elements).length === 0 ? ['no-element'] : []),
  ];
  for (const sign of signs) {
    features.set(sign, 1);
    const together = named(kind, named('&', sign));
    features.set(together, 1);
    if (count > 1) features.set(named('several:', together), 1);
  }
}

/** Several points ask for the same sentence: what answers one is missing for the other. */
function addRivals(
  features: Features,
  { sentences, points, owns }: { sentences: Weighed[]; points: PointToWeigh[]; owns: Tie[][] },
  which: number,
  at: number,
): void {
  const point = points[which]!;
  const { full, soft, reading } = sentences[at]!;
  const own = owns[which]![at]!.share;
  const rival = points.reduce(
    (most, _, other) => (other === which ? most : Math.max(most, owns[other]![at]!.share)),
    0,
  );
  const best = owns[which]!.every(({ count }) => count <= owns[which]![at]!.count);
  const fits = order(at, sentences.length, point);
  const substance = full + soft;
  features.set('several', 1);
  features.set('rival', rival);
  features.set('against-rival', own - rival);
  features.set('loses', rival > own ? 1 : 0);
  features.set('none-own', own === 0 ? 1 : 0);
  features.set('best-own', best && own > 0 ? 1 : 0);
  features.set('order', fits);
  features.set('first-both', which === 0 && at === 0 ? 1 : 0);
  features.set('substance&against', substance * (own - rival));
  features.set('substance&own', substance * own);
  features.set('substance&order', substance * fits);
  features.set('several:leaning', leaning(substance));
  for (const { kind, at: place } of points)
    if (place !== which && kind !== point.kind)
      for (const name of Object.keys(reading.elements))
        features.set(named('other:', named(kind, named('&e:', name))), 1);
}
