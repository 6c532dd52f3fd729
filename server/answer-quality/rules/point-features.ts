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

/** Share of the point's own topics that return in any of the sentences. */
function returned(sentences: Weighed[], own: Set<string>): number {
  if (own.size === 0) return 0.5;
  let found = 0;
  for (const topic of own) if (sentences.some(({ reading }) => reading.topics.has(topic))) found++;
  return found / own.size;
}

function strongest(sentences: Weighed[], value: (sentence: Weighed) => number): number {
  return sentences.reduce((most, sentence) => Math.max(most, value(sentence)), 0);
}

/** Somebody is named in most answers; he answers "who" only beside the point's own matter. */
function elementOf(sentence: SentenceReading, point: PointToWeigh): number {
  const match = matchOf(sentence, point);
  if (point.kind === 'who') return match * (0.3 + 0.7 * tie(sentence, point.own));
  return point.kind === 'why' ? match * (0.5 + 0.5 * tie(sentence, point.own)) : match;
}

const answers = ({ full, soft }: Weighed): number => full + soft;

/** Answers mostly keep the order of the questions: 1 where the place in the answer fits the place of the point. */
function order(at: number, sentences: number, point: PointToWeigh): number {
  const place = sentences < 2 ? 0.5 : at / (sentences - 1);
  return 1 - Math.abs(place - point.at / Math.max(1, point.count - 1));
}

/** By point, by sentence: whose sentence it is. What answers one point is missing for the other. */
export function sharesOf(sentences: Weighed[], points: PointToWeigh[]): number[][] {
  const pulls = points.map((point) =>
    sentences.map(({ reading }, at) =>
      Math.exp(5 * tie(reading, point.own) + order(at, sentences.length, point)),
    ),
  );
  const sums = sentences.map((_, at) => pulls.reduce((sum, row) => sum + row[at]!, 0));
  return pulls.map((row) => row.map((pull, at) => pull / sums[at]!));
}

/** What the point model sees: does the asked element stand in a sentence of substance, do the point's own words return there? */
export function pointFeatures(sentences: Weighed[], point: PointToWeigh, share: number[]): Features {
  const group = `${point.count > 1 ? 'several' : 'single'}:${BY_ELEMENT.has(point.kind) ? 'element' : 'topic'}`;
  const back = returned(sentences, point.own);
  const answered = returned(
    sentences.filter((each) => answers(each) > 0.5),
    point.own,
  );
  const matched = strongest(sentences, (each) => answers(each) * elementOf(each.reading, point));
  const both = strongest(
    sentences,
    (each) => answers(each) * elementOf(each.reading, point) * tie(each.reading, point.topics),
  );
  const ownMatch = sentences.map((each, at) => share[at]! * answers(each) * matchOf(each.reading, point));
  const ownMass = sentences.reduce((sum, each, at) => sum + share[at]! * answers(each), 0);
  const total = sentences.reduce((sum, each) => sum + answers(each), 0);
  const values: Record<string, number> = {
    'own-match': Math.max(0, ...ownMatch),
    'own-mass': Math.min(1, ownMass),
    'own-best': Math.max(0, ...sentences.map((each, at) => share[at]! * answers(each))),
    back,
    answered,
    matched,
    both,
    either: Math.max(matched, answered),
    together: (back + matched) / 2,
    none: back === 0 ? 1 : 0,
    unsupported: back === 0 ? 1 - matched : 0,
    'own-part': ownMass / (0.2 + total),
    waved: strongest(sentences, (each) => (1 - answers(each)) * tie(each.reading, point.own)),
  };
  values.substance = strongest(sentences, answers);
  values.mass = Math.min(point.count > 1 ? 1 : 3, total / point.count);
  const features: Features = new Map([[group, 1]]);
  for (const [name, value] of Object.entries(values)) {
    features.set(name, value);
    features.set(`${group}:${name}`, value);
  }
  for (const name of ['matched', 'answered', 'both'] as const)
    features.set(`${point.kind}:${name}`, values[name]!);
  return features;
}
