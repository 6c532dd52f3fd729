import type { Features } from './linear.ts';
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
  at: number;
  count: number;
}

/** How far a sentence has the element that answers this kind of question, 0–1. */
export function matchOf(sentence: SentenceReading, kind: PointKind): number {
  const { cues, elements } = sentence;
  switch (kind) {
    case 'when':
      if (!elements.date && !elements.duration && !elements.time) return 0;
      return cues.future || cues.deadline ? 1 : 0.4;
    case 'amount':
      return elements.money || elements.amount || elements.share || elements.duration
        ? 1
        : sentence.words.some((word) => word.number)
          ? 0.5
          : 0;
    case 'who':
      return elements.person ? 1 : elements.unit ? 0.7 : 0;
    case 'why':
      return cues.reason ? 1 : cues.named_action ? 0.3 : 0;
    case 'where':
      return cues.visit || elements.unit ? 0.8 : 0;
    case 'yes-no':
      return Math.min(1, (cues.yes ? 0.6 : 0) + (cues.no ? 0.6 : 0) + (cues.refuse || cues.accept ? 0.4 : 0));
    case 'request':
      return Math.min(
        1,
        (cues.accept ? 0.5 : 0) +
          (cues.refuse ? 0.5 : 0) +
          (cues.future && elements.date ? 0.5 : 0) +
          (cues.done ? 0.3 : 0),
      );
    default:
      return elements.article || cues.yes || cues.here ? 0.6 : 0.3;
  }
}

/** Share of the point's topic words that return; rare words cannot be told from common ones, so all count alike. */
function tie(sentence: SentenceReading, topics: Set<string>): number {
  if (topics.size === 0) return 0;
  let shared = 0;
  for (const topic of topics) if (sentence.topics.has(topic)) shared++;
  return Math.min(1, shared / Math.min(5, Math.max(2, topics.size)));
}

/** Answers mostly keep the order of the questions. */
function order(at: number, count: number, point: PointToWeigh): number {
  if (point.count < 2) return 1;
  const place = count < 2 ? 0.5 : at / (count - 1);
  return 1 - Math.min(1, Math.abs(place - point.at / (point.count - 1)) * 1.3);
}

interface Bond {
  tie: number;
  match: number;
  order: number;
}

export function bondsOf(sentences: Weighed[], point: PointToWeigh): Bond[] {
  return sentences.map(({ reading }, at) => ({
    tie: tie(reading, point.topics),
    match: matchOf(reading, point.kind),
    order: order(at, sentences.length, point),
  }));
}

/** How much a sentence belongs to each point; what one point takes is missing for the other. */
export function shareOut(bonds: Bond[][]): number[][] {
  const pull = bonds.map((row) =>
    row.map((bond) => Math.exp(3 * bond.tie + 2 * bond.match + 1.5 * bond.order)),
  );
  const sums = pull[0]?.map((_, at) => pull.reduce((sum, row) => sum + row[at]!, 0)) ?? [];
  return pull.map((row) => row.map((value, at) => value / sums[at]!));
}

/** What the point model sees. `share` is this point's part of each sentence. */
export function pointFeatures(
  sentences: Weighed[],
  point: PointToWeigh,
  given: { bonds: Bond[]; share: number[] },
): Features {
  const best = {
    tie: 0,
    match: 0,
    both: 0,
    full: 0,
    soft: 0,
    tied: 0,
    matched: 0,
    all: 0,
    strong: 0,
    waved: 0,
    named: 0,
  };
  let mass = 0;
  let fullMass = 0;
  sentences.forEach((sentence, at) => {
    const bond = given.bonds[at]!;
    const answers = sentence.full + sentence.soft;
    const own = given.share[at]!;
    best.tie = Math.max(best.tie, bond.tie);
    best.match = Math.max(best.match, bond.match);
    best.both = Math.max(best.both, bond.tie * bond.match);
    best.full = Math.max(best.full, own * sentence.full);
    best.soft = Math.max(best.soft, own * sentence.soft);
    best.tied = Math.max(best.tied, bond.tie * answers);
    best.matched = Math.max(best.matched, bond.match * answers);
    best.all = Math.max(best.all, bond.tie * bond.match * answers);
    best.strong = Math.max(best.strong, own * answers * (0.3 + bond.match) * (0.5 + bond.tie));
    best.waved = Math.max(best.waved, bond.tie * (1 - answers));
    mass += own * answers;
    fullMass += own * sentence.full;
  });
  const features: Features = new Map(Object.entries(best));
  features.set('mass', Math.min(3, mass));
  features.set('full-mass', Math.min(3, fullMass));
  features.set('log-mass', Math.log(0.05 + mass));
  for (const name of ['match', 'matched', 'both', 'strong', 'tied'] as const)
    features.set(`${point.kind}:${name}`, best[name]);
  features.set(`${point.kind}:mass`, Math.min(3, mass));
  features.set(`kind:${point.kind}`, 1);
  if (point.count > 1) {
    features.set('several', 1);
    features.set('several:mass', Math.min(3, mass));
    features.set('several:strong', best.strong);
    features.set('place', point.at / (point.count - 1));
    if (point.at === point.count - 1) features.set('last-point', 1);
  }
  return features;
}
