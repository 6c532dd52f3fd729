import type { Features } from './linear.ts';
import { matchOf } from './matches.ts';
import type { PointKind } from './question-words.ts';
import type { SentenceReading } from './reading.ts';

/** These are answered by an element of their kind even where no word returns. */
const BY_ELEMENT = new Set<PointKind>(['when', 'amount', 'who', 'why', 'where']);

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

/** Share of topic words that return in the sentence. */
function tie(sentence: SentenceReading, topics: Set<string>): number {
  if (topics.size === 0) return 0;
  let shared = 0;
  for (const topic of topics) if (sentence.topics.has(topic)) shared++;
  return Math.min(1, shared / Math.min(4, Math.max(2, topics.size)));
}

/** Share of the point's own topics among those met. */
function returned(met: Set<string>, own: Set<string>): number {
  if (own.size === 0) return 0.5;
  let found = 0;
  for (const topic of own) if (met.has(topic)) found++;
  return found / own.size;
}

/** What is the same for all points of one answer. */
export interface Substance {
  /** By sentence: its share of answering at all. */
  answers: number[];
  total: number;
  /** Topics of all sentences, and of those of substance. */
  topics: Set<string>;
  answeredTopics: Set<string>;
}

export function substanceOf(sentences: Weighed[]): Substance {
  const answers = sentences.map(({ full, soft }) => full + soft);
  const topics = new Set<string>();
  const answeredTopics = new Set<string>();
  sentences.forEach(({ reading }, at) => {
    for (const topic of reading.topics) {
      topics.add(topic);
      if (answers[at]! > 0.5) answeredTopics.add(topic);
    }
  });
  return { answers, total: answers.reduce((a, b) => a + b, 0), topics, answeredTopics };
}

/** Answers mostly keep the order of the questions: 1 where the place in the answer fits the place of the point. */
function order(at: number, sentences: number, point: PointToWeigh): number {
  const place = sentences < 2 ? 0.5 : at / (sentences - 1);
  return 1 - Math.abs(place - point.at / Math.max(1, point.count - 1));
}

/** How one point stands to each sentence. */
export interface Bonds {
  own: number[];
  /** This point's part of the sentence. What answers one point is missing for the other. */
  share: number[];
}

export function bondsOf(sentences: Weighed[], points: PointToWeigh[]): Bonds[] {
  const owns = points.map((point) => sentences.map(({ reading }) => tie(reading, point.own)));
  const pulls = points.map((point, which) =>
    sentences.map((_, at) => Math.exp(5 * owns[which]![at]! + order(at, sentences.length, point))),
  );
  const sums = sentences.map((_, at) => pulls.reduce((sum, row) => sum + row[at]!, 0));
  return points.map((_, which) => ({
    own: owns[which]!,
    share: pulls[which]!.map((pull, at) => pull / sums[at]!),
  }));
}

/** Somebody is named in most answers; he answers "who" only beside the point's own matter. */
function besideOwn(match: number, own: number, kind: PointKind): number {
  if (kind === 'who') return match * (0.3 + 0.7 * own);
  return kind === 'why' ? match * (0.5 + 0.5 * own) : match;
}

function strongest(sentences: Weighed[], point: PointToWeigh, given: { substance: Substance; bonds: Bonds }) {
  const best = { matched: 0, both: 0, 'own-match': 0, 'own-best': 0, waved: 0, substance: 0, 'own-mass': 0 };
  sentences.forEach(({ reading }, at) => {
    const answers = given.substance.answers[at]!;
    const own = given.bonds.own[at]!;
    const part = given.bonds.share[at]! * answers;
    const match = matchOf(reading, point);
    const matched = answers * besideOwn(match, own, point.kind);
    best.matched = Math.max(best.matched, matched);
    best.both = Math.max(best.both, matched * tie(reading, point.topics));
    best['own-match'] = Math.max(best['own-match'], part * match);
    best['own-best'] = Math.max(best['own-best'], part);
    best.waved = Math.max(best.waved, (1 - answers) * own);
    best.substance = Math.max(best.substance, answers);
    best['own-mass'] += part;
  });
  return best;
}

/** What the point model sees: does the asked element stand in a sentence of substance, do the point's own words return there? */
export function pointFeatures(
  sentences: Weighed[],
  point: PointToWeigh,
  given: { substance: Substance; bonds: Bonds },
): Features {
  const group = `${point.count > 1 ? 'several' : 'single'}:${BY_ELEMENT.has(point.kind) ? 'element' : 'topic'}`;
  const best = strongest(sentences, point, given);
  const back = returned(given.substance.topics, point.own);
  const answered = returned(given.substance.answeredTopics, point.own);
  const { total } = given.substance;
  const values: Record<string, number> = {
    ...best,
    'own-mass': Math.min(1, best['own-mass']),
    'own-part': best['own-mass'] / (0.2 + total),
    back,
    answered,
    either: Math.max(best.matched, answered),
    together: (back + best.matched) / 2,
    none: back === 0 ? 1 : 0,
    unsupported: back === 0 ? 1 - best.matched : 0,
    mass: Math.min(point.count > 1 ? 1 : 3, total / point.count),
  };
  const features: Features = new Map([[group, 1]]);
  for (const [name, value] of Object.entries(values)) {
    features.set(name, value);
    features.set(`${group}:${name}`, value);
  }
  for (const name of ['matched', 'answered', 'both'] as const)
    features.set(`${point.kind}:${name}`, values[name]!);
  return features;
}
